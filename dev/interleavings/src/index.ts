export { explorationSeed } from './exploration-seed.ts';
export { type Explorable, type Exploration, explore, walk } from './explore.ts';
