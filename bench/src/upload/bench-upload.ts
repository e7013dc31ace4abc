import { parseArgs } from 'node:util';
import { median, spread } from '../median.ts';
import { type Caller, startCallers } from './callers.ts';
import { type MeasuredServer, type Rates, startServer } from './measured-server.ts';

const names = ['apiKey', 'jwt', 'getSignedUrl', 'echo'] as const;
type Name = (typeof names)[number];
type Round = Readonly<Record<Name, Rates>>;

/**
 * Compares `POST /v1/uploads` with the same service on `getSignedUrl`, and with a bare Fastify route that parses,
 * validates and returns the same body: all of them in turns, each server in a process of its own.
 */
export async function benchUpload(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '2' },
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
    const [ours, sdk, echo] = [await start('ours'), await start('get-signed-url'), await start('echo')];
    const runs: Record<Name, [MeasuredServer, Caller]> = {
      apiKey: [ours, callers.apiKey],
      jwt: [ours, callers.jwt],
      getSignedUrl: [sdk, callers.apiKey],
      echo: [echo, callers.apiKey],
    };
    // Until the code is compiled.
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

type Unit = keyof Rates;

/** How many times as fast one is as another, in each round; the slower of our two ways to show who one is counts. */
function ratios(rounds: readonly Round[], over: Name, unit: Unit): number[] {
  return rounds.map((round) => Math.min(round.apiKey[unit], round.jwt[unit]) / round[over][unit]);
}

function summarize(rounds: readonly Round[]) {
  return {
    overGetSignedUrl: median(ratios(rounds, 'getSignedUrl', 'perCpuSecond')),
    overEcho: median(ratios(rounds, 'echo', 'perCpuSecond')),
  };
}

function describe(rounds: readonly Round[]): string {
  const lines = (['perCpuSecond', 'perSecond'] as const).flatMap((unit) => [
    unit === 'perCpuSecond' ? 'requests in a second of CPU' : 'requests in a second',
    ...names.map(
      (name) =>
        `  ${name.padEnd(18)} ${spread(
          rounds.map((round) => round[name][unit]),
          0,
        )}`,
    ),
    `  over getSignedUrl  ${spread(ratios(rounds, 'getSignedUrl', unit))}`,
    `  over echo          ${spread(ratios(rounds, 'echo', unit), 3)}`,
  ]);
  return `${lines.join('\n')}\n`;
}
