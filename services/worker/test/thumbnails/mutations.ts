// Makes thumbnails of damaged photos of every format, as many as the argument says, within the bounds of the worker, and
// prints as JSON how they ended, by format. The same number gives the same damage: --from 1234 1 repeats one. Fails if a
// photo ends in any other way than by the closed list, or if the process took too much memory.
import { countEnds, maxPeakMiB, runMutations } from './run-mutations.ts';

const mutations = await runMutations(process.argv.slice(2));
console.log(JSON.stringify(mutations));
const unknown = countEnds(mutations, (end) => end === 'unknown');
if (unknown > 0 || mutations.peakMiB >= maxPeakMiB) process.exitCode = 1;
