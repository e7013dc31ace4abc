import { parseArgs } from 'node:util';
import { median, spread } from '../median.ts';
import { countOf, type Load, type NotifierRun, runNotifier } from './run-notifier.ts';

/** `gathered`: many photos of an owner at once make a digest. `single`: each photo is the only one of its owner. */
const loads: readonly Load[] = [
  { name: 'gathered', owners: 20, perOwner: 50, quietSeconds: 5 },
  { name: 'single', owners: 600, perOwner: 1, quietSeconds: 0 },
];

/** Measures the CPU time of the notifier, the photos a second of one pod, and its requests. */
export async function benchNotifier(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '3' } },
  });
  const all: Record<string, object> = {};
  for (const load of loads) {
    const runs: NotifierRun[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) runs.push(await runNotifier(load));
    const requests = await countOf({ ...load, owners: Math.ceil(load.owners / 4) });
    all[load.name] = {
      cpuMs: median(runs.map(({ cpuMs }) => cpuMs)),
      photosPerSecond: median(runs.map(({ wallMs }) => 1000 / wallMs)),
      photosPerSecondAndCore: median(runs.map(({ cpuMs }) => 1000 / cpuMs)),
      rssMiB: median(runs.map(({ rssMiB }) => rssMiB)),
      messages: 1 + (requests.SendMessage ?? 0),
      requests,
    };
    if (!values.json) process.stdout.write(`${describe(load, runs, requests)}\n`);
  }
  if (values.json) process.stdout.write(`${JSON.stringify(all)}\n`);
}

function describe(
  { name, owners, perOwner }: Load,
  runs: readonly NotifierRun[],
  requests: Readonly<Record<string, number>>,
): string {
  const of = (value: (run: NotifierRun) => number, digits?: number) => spread(runs.map(value), digits);
  return [
    `${name}: ${owners} owners of ${perOwner} photos`,
    `  CPU ms a photo             ${of(({ cpuMs }) => cpuMs)}`,
    `  photos a second and core   ${of(({ cpuMs }) => 1000 / cpuMs, 0)}`,
    `  photos a second            ${of(({ wallMs }) => 1000 / wallMs, 0)}`,
    `  memory, MiB                ${of(({ rssMiB }) => rssMiB, 0)}`,
    '  requests a photo',
    ...Object.entries(requests).map(([what, count]) => `    ${what.padEnd(25)}${count.toFixed(2)}`),
  ].join('\n');
}
