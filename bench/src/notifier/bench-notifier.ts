import { parseArgs } from 'node:util';
import { median, spread } from '../median.ts';
import { countOf, type Load, type NotifierRun, runNotifier } from './run-notifier.ts';

/** `gathered`: many photos of an owner at once make a digest. `single`: each photo is the only one of its owner. */
const loads: readonly Load[] = [
  { name: 'gathered', owners: 20, perOwner: 50, quietSeconds: 5 },
  { name: 'single', owners: 600, perOwner: 1, quietSeconds: 0 },
];

/**
 * Measures the CPU time of the notifier, the photos a second of one pod, and its requests. With `--against FOLDER` the
 * notifier of another checkout takes turns with it.
 */
export async function benchNotifier(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      against: { type: 'string' },
    },
  });
  const all: Record<string, object> = {};
  for (const load of loads) {
    const runs: NotifierRun[] = [];
    const others: NotifierRun[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      runs.push(await runNotifier(load));
      if (values.against !== undefined) others.push(await runNotifier(load, values.against));
    }
    const requests = await countOf({ ...load, owners: Math.ceil(load.owners / 4) });
    all[load.name] = {
      cpuMs: median(runs.map(({ cpuMs }) => cpuMs)),
      photosPerSecond: median(runs.map(({ wallMs }) => 1000 / wallMs)),
      photosPerSecondAndCore: median(runs.map(({ cpuMs }) => 1000 / cpuMs)),
      rssMiB: median(runs.map(({ rssMiB }) => rssMiB)),
      messages: 1 + (requests.SendMessage ?? 0),
      requests,
      ...(others.length > 0 && { otherCpuMs: median(others.map(({ cpuMs }) => cpuMs)) }),
    };
    if (!values.json) process.stdout.write(`${describe(load, runs, others, requests)}\n`);
  }
  if (values.json) process.stdout.write(`${JSON.stringify(all)}\n`);
}

function describe(
  { name, owners, perOwner }: Load,
  runs: readonly NotifierRun[],
  others: readonly NotifierRun[],
  requests: Readonly<Record<string, number>>,
): string {
  const of = (value: (run: NotifierRun) => number, digits?: number) => {
    const own = spread(runs.map(value), digits);
    return others.length > 0 ? `${own}, other ${spread(others.map(value), digits)}` : own;
  };
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
