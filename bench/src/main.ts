import { benchAlbum } from './album/bench-album.ts';
import { benchMetrics } from './metrics/bench-metrics.ts';
import { benchNotifier } from './notifier/bench-notifier.ts';
import { benchScale } from './scale/bench-scale.ts';
import { benchTraces } from './traces/bench-traces.ts';
import { benchUpload } from './upload/bench-upload.ts';
import { benchWorker } from './worker/bench-worker.ts';

const benches: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  album: benchAlbum,
  metrics: benchMetrics,
  notifier: benchNotifier,
  scale: benchScale,
  traces: benchTraces,
  upload: benchUpload,
  worker: benchWorker,
};

const [name = '', ...args] = process.argv.slice(2);
const bench = benches[name];
if (bench) {
  await bench(args);
} else {
  process.stderr.write(`pnpm bench ${Object.keys(benches).join('|')} [--json]\n`);
  process.exitCode = 2;
}
