import { parseArgs } from 'node:util';
import { median, spread } from '../median.ts';
import { type Caller, startCallers } from './callers.ts';
import { type MeasuredServer, type Rates, startServer } from './measured-server.ts';

const names = ['apiKey', 'jwt', 'requestPresigner', 'getSignedUrl', 'echo'] as const;
const ours = ['apiKey', 'jwt'] as const;
/** With the API key, by our own signer and by the SDK's. */
const signedByUpload = [...ours, 'requestPresigner'] as const;
const units = { perCpuSecond: 'requests in a second of CPU', perSecond: 'requests in a second' };
type Name = (typeof names)[number];
type Unit = keyof typeof units;
type Round = Readonly<Record<Name, Rates>>;

/**
 * Compares `POST /v1/uploads` with the same service on the SDK's signer called directly, on `getSignedUrl`, and with a bare Fastify route that parses,
 * validates and returns the same body. They take turns, each server in a process of its own.
 */
export async function benchUpload(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '1' },
    },
  });
  const seconds = Number(values.seconds);
  const callers = await startCallers();
  const servers: MeasuredServer[] = [];
  const start = async (kind: string) => {
    const server = await startServer(kind, callers.env);
    servers.push(server);
    return server;
  };
  try {
    const [upload, direct] = [await start('ours'), await start('request-presigner')];
    const [sdk, echo] = [await start('get-signed-url'), await start('echo')];
    const runs: Record<Name, [MeasuredServer, Caller]> = {
      apiKey: [upload, callers.apiKey],
      jwt: [upload, callers.jwt],
      requestPresigner: [direct, callers.apiKey],
      getSignedUrl: [sdk, callers.apiKey],
      echo: [echo, callers.apiKey],
    };
    // Warm-up, until V8 has compiled the code.
    for (const [server, caller] of Object.values(runs)) await server.measure(caller, 3);
    const rounds: Round[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const rates: Partial<Record<Name, Rates>> = {};
      for (const name of names) rates[name] = await runs[name][0].measure(runs[name][1], seconds);
      rounds.push(rates as Round);
    }
    process.stdout.write(values.json ? `${JSON.stringify(summarize(rounds))}\n` : describe(rounds));
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await callers.close();
  }
}

/** The speed of one relative to another, in each round. */
function ratios(rounds: readonly Round[], name: Name, over: Name, unit: Unit): number[] {
  return rounds.map((round) => round[name][unit] / round[over][unit]);
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
  const lines = Object.entries(units).flatMap(([unit, title]) => [
    title,
    ...names.map((name) =>
      row(
        name,
        rounds.map((round) => round[name][unit as Unit]),
        0,
      ),
    ),
    ...signedByUpload.flatMap((name) => [
      row(`${name} ÷ getSignedUrl`, ratios(rounds, name, 'getSignedUrl', unit as Unit), 2),
      row(`${name} ÷ echo`, ratios(rounds, name, 'echo', unit as Unit), 3),
    ]),
  ]);
  return `${lines.join('\n')}\n`;
}

function row(name: string, values: readonly number[], digits: number): string {
  return `  ${name.padEnd(22)} ${spread(values, digits)}`;
}
