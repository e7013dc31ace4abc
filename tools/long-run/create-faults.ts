import type { Fault, ProxiedRequest } from '@proofsheet/harness/fault-proxy';

/** How often each fault is injected, as a share of the requests to a service. */
const shares = {
  s3: { refused: 0.05, reset: 0.005, cut: 0.005, slow: 0.02, stall: 0.0003 },
  sqs: { refused: 0.01, reset: 0.005, cut: 0.005, slow: 0.01, stall: 0.0003 },
  sns: { refused: 0.05, reset: 0.005, cut: 0.01, slow: 0.05, stall: 0.002 },
} as const;
export type AwsService = keyof typeof shares;
type FaultName = keyof (typeof shares)['s3'];

/** The longest delay of a slow request, in milliseconds. */
const slowMs = 1_500;

export interface Faults {
  readonly faultOf: (request: ProxiedRequest) => Fault;
  /** Injected faults and all requests, by service and name. */
  readonly counts: Readonly<Record<string, number>>;
  /** When the answer of SNS to a message that it had accepted was cut. */
  readonly lostAnswers: readonly Date[];
  /** From now on every request passes. */
  end(): void;
}

/** Faults of S3, SQS and SNS by chance. `random` gives a number from 0 to below 1. */
export function createFaults(random: () => number, isCalm: boolean): Faults {
  const counts: Record<string, number> = {};
  const lostAnswers: Date[] = [];
  let ended = isCalm;
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };

  function faultOf(request: ProxiedRequest): Fault {
    const service = serviceOf(request);
    count(`${service} requests`);
    if (ended) return 'pass';
    const name = choose(service, random());
    if (name === undefined) return 'pass';
    count(`${service} ${name}`);
    if (name === 'refused') return refusalOf(service);
    if (name === 'slow') return { delayMs: random() * slowMs };
    if (name === 'cut' && service === 'sns') {
      return {
        onAnswer: () => {
          lostAnswers.push(new Date());
          return false;
        },
      };
    }
    return name;
  }
  return {
    faultOf,
    counts,
    lostAnswers,
    end: () => {
      ended = true;
    },
  };
}

function choose(service: AwsService, chance: number): FaultName | undefined {
  let sum = 0;
  for (const [name, share] of Object.entries(shares[service])) {
    sum += share;
    if (chance < sum) return name as FaultName;
  }
  return undefined;
}

function serviceOf({ operation, path, method }: ProxiedRequest): AwsService {
  if (operation !== undefined) return 'sqs';
  return method === 'POST' && path === '/' ? 'sns' : 's3';
}

/** How each service says that it is asked too often. */
function refusalOf(service: AwsService): Fault {
  const code = service === 's3' ? 'SlowDown' : 'Throttling';
  if (service === 's3') return { status: 503, body: `<Error><Code>${code}</Code></Error>` };
  if (service === 'sqs') return { status: 503, body: JSON.stringify({ __type: 'ServiceUnavailable' }) };
  return {
    status: 400,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>Rate exceeded</Message></Error></ErrorResponse>`,
  };
}
