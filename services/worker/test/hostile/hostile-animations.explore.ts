import { hostileAnimations } from './hostile-animations.ts';
import { testHostileFiles } from './test-hostile-files.ts';

testHostileFiles(hostileAnimations);
