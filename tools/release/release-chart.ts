import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chartFolder } from '../chart/render.ts';
import { pinChart } from './pin-chart.ts';

/** `pnpm release:chart`: writes the chart as it is released to OUT/proofsheet. DIGESTS is a JSON file. */
const { values } = parseArgs({
  options: {
    version: { type: 'string', default: '' },
    registry: { type: 'string', default: '' },
    digests: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
  },
});
const { version, registry, digests, out } = values;
if (!(version && registry && digests && out))
  throw new Error('pnpm release:chart --version V --registry R --digests FILE --out FOLDER');
const folder = path.join(out, 'proofsheet');
await pinChart(chartFolder, folder, {
  version,
  registry,
  digests: JSON.parse(await readFile(digests, 'utf8')),
});
