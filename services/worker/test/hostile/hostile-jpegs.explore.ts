import { hostileJpegs } from './hostile-jpegs.ts';
import { testHostileFiles } from './test-hostile-files.ts';

testHostileFiles(hostileJpegs);
