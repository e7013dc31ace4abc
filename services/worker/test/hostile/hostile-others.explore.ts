import { hostileOthers } from './hostile-others.ts';
import { testHostileFiles } from './test-hostile-files.ts';

testHostileFiles(hostileOthers);
