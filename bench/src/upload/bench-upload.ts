import { parseArgs } from 'node:util';
import { median, spread } from '../median.ts';
import { type Caller, startCallers } from './callers.ts';
import { type MeasuredServer, type Rates, startServer } from './measured-server.ts';

const ownNames = ['apiKey', 'jwt', 'requestPresigner', 'getSignedUrl', 'echo'] as const;
/** The upload service of another checkout. */
const otherNames = ['other apiKey', 'other jwt'] as const;
const ours = ['apiKey', 'jwt'] as const;
/** With the API key, by our own signer and by the SDK's. */
const signedByUpload = [...ours, 'requestPresigner'] as const;
const units = { perCpuSecond: 'requests in a second of CPU', perSecond: 'requests in a second' };
type Name = (typeof ownNames)[number] | (typeof otherNames)[number];
type Unit = keyof typeof units;
type Round = ReadonlyMap<Name, Rates>;

/**
 * Compares `POST /v1/uploads` with the same service on the SDK's signer called directly, on `getSignedUrl`, and with a
 * bare Fastify route that parses, validates and returns the same body. With `--against FOLDER` the service of another
 * checkout is measured too. They take turns, each server in a process of its own.
 */
export async function benchUpload(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '1' },
      against: { type: 'string' },
    },
  });
  const seconds = Number(values.seconds);
  const callers = await startCallers();
  const servers: MeasuredServer[] = [];
  const start = async (kind: string, folder?: string) => {
    const server = await startServer(kind, callers.env, folder);
    servers.push(server);
    return server;
  };
  try {
    const [upload, direct] = [await start('ours'), await start('request-presigner')];
    const [sdk, echo] = [await start('get-signed-url'), await start('echo')];
    const runs: [Name, MeasuredServer, Caller][] = [
      ['apiKey', upload, callers.apiKey],
      ['jwt', upload, callers.jwt],
      ['requestPresigner', direct, callers.apiKey],
      ['getSignedUrl', sdk, callers.apiKey],
      ['echo', echo, callers.apiKey],
    ];
    if (values.against !== undefined) {
      const other = await start('ours', values.against);
      runs.push(['other apiKey', other, callers.apiKey], ['other jwt', other, callers.jwt]);
    }
    // Warm-up, until V8 has compiled the code.
    for (const [, server, caller] of runs) await server.measure(caller, 3);
    const rounds: Round[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const rates = new Map<Name, Rates>();
      for (const [name, server, caller] of runs) rates.set(name, await server.measure(caller, seconds));
      rounds.push(rates);
    }
    process.stdout.write(values.json ? `${JSON.stringify(summarize(rounds))}\n` : describe(rounds));
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await callers.close();
  }
}

/** The speed of one relative to another, in each round. */
function ratios(rounds: readonly Round[], name: Name, over: Name, unit: Unit): number[] {
  const rate = (round: Round, of: Name) => round.get(of)?.[unit] ?? Number.NaN;
  return rounds.map((round) => rate(round, name) / rate(round, over));
}

/** The slower of the two kinds of credentials counts. */
function summarize(rounds: readonly Round[]) {
  const slower = (over: Name) =>
    Math.min(...ours.map((name) => median(ratios(rounds, name, over, 'perCpuSecond'))));
  const direct = median(ratios(rounds, 'requestPresigner', 'getSignedUrl', 'perCpuSecond'));
  return {
    overGetSignedUrl: slower('getSignedUrl'),
    overEcho: slower('echo'),
    requestPresignerOverGetSignedUrl: direct,
  };
}

function describe(rounds: readonly Round[]): string {
  const hasOther = rounds[0]?.has('other apiKey') ?? false;
  const lines = Object.entries(units).flatMap(([unit, title]) => [
    title,
    ...[...ownNames, ...(hasOther ? otherNames : [])].map((name) =>
      row(
        name,
        rounds.map((round) => round.get(name)?.[unit as Unit] ?? Number.NaN),
        0,
      ),
    ),
    ...signedByUpload.flatMap((name) => [
      row(`${name} ÷ getSignedUrl`, ratios(rounds, name, 'getSignedUrl', unit as Unit), 2),
      row(`${name} ÷ echo`, ratios(rounds, name, 'echo', unit as Unit), 3),
    ]),
    ...(hasOther ? ours : []).map((name) =>
      row(`${name} ÷ other`, ratios(rounds, name, `other ${name}`, unit as Unit), 2),
    ),
  ]);
  return `${lines.join('\n')}\n`;
}

function row(name: string, values: readonly number[], digits: number): string {
  return `  ${name.padEnd(22)} ${spread(values, digits)}`;
}
