import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { type CostNumbers, monthlyCost, natRow } from '../monthly-cost.ts';
import { parseNumber } from './parse-number.ts';

/** Adds `proofsheet cost`. */
export function addCost(program: Command, context: CommandContext): void {
  program
    .command('cost')
    .summary('estimate what a month costs on AWS')
    .description(
      'Estimates a month from numbers that you give, by list prices of us-east-1. Pods are not in it.',
    )
    .requiredOption('--photos <number>', 'new photos a month', parseNumber)
    .option('--megabytes <size>', 'size of an original', parseNumber, 4)
    .option('--stored <number>', 'photos that are stored already', parseNumber, 0)
    .option('--variants <number>', 'variants a photo', parseNumber, 1)
    .option('--views <number>', 'pages of the album that are opened', parseNumber, 0)
    .option('--emails <number>', 'emails sent', parseNumber, 0)
    .option('--nat', 'S3 is reached through a NAT gateway instead of a gateway endpoint', false)
    .option('--json', 'print JSON', false)
    .action((numbers: CostNumbers & { readonly json: boolean }) => {
      const rows = monthlyCost(numbers);
      const total = Object.values(rows).reduce((sum, usd) => sum + usd, 0);
      const { [natRow]: nat = 0 } = monthlyCost({ ...numbers, nat: true });
      const totals = {
        withGatewayEndpoint: total - (rows[natRow] ?? 0),
        withNatGateway: total - (rows[natRow] ?? 0) + nat,
      };
      if (numbers.json) return context.print(JSON.stringify({ ...rows, total, ...totals }));
      const line = ([name, usd]: [string, number]) => `${name.padEnd(28)} $${usd.toFixed(2)}`;
      return context.print(
        [
          ...Object.entries(rows).map(line),
          line(['total', total]),
          line(['with a gateway endpoint', totals.withGatewayEndpoint]),
          line(['through a NAT gateway', totals.withNatGateway]),
        ].join('\n'),
      );
    });
}
