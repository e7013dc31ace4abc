import { hostileHeifs } from './hostile-heifs.ts';
import { testHostileFiles } from './test-hostile-files.ts';

testHostileFiles(hostileHeifs);
