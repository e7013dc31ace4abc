export { type Explorable, type Exploration, explore, walk } from './explore.ts';
