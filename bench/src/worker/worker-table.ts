import { spread } from '../median.ts';
import type { Measured, Round } from './measure-class.ts';
import type { Latency } from './measure-latency.ts';
import { rivalNames } from './measure-raw.ts';

/** CPU of the worker as a share of raw sharp's. */
export function ratioOf({ raw, pipeline }: Round): number | undefined {
  return raw && pipeline.cpuMs / raw.cpuMs;
}

/** CPU of the worker as a share of the other checkout's. */
export function ratioToOther({ other, pipeline }: Round): number | undefined {
  return other && pipeline.cpuMs / other.cpuMs;
}

/** The head of a Markdown table. */
export function headOfTable(against: string | undefined): string {
  const columns = [
    'photo, MP',
    'MB',
    'CPU, worker ÷ raw sharp',
    ...(against === undefined ? [] : ['CPU, worker ÷ other']),
    'raw sharp, ms',
    'worker, ms',
    ...rivalNames.map((name) => `${name}, ms`),
    'stored to thumbnail ÷ raw, p50',
    'p99',
    'photos a second',
    'memory, MiB',
  ];
  return `| ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length)}`;
}

/** A row of the table; a dash where something can't be measured. */
export function rowOf({ photo, rounds, rivals, latency }: Measured, against: string | undefined): string {
  const of = (value: (round: Round) => number | undefined, digits = 1) => {
    const all = rounds.map(value).filter((number) => number !== undefined);
    return all.length === 0 ? '–' : spread(all, digits);
  };
  const cells = [
    photo.name,
    (photo.bytes.length / 1e6).toFixed(1),
    of(ratioOf, 2),
    ...(against === undefined ? [] : [of(ratioToOther, 2)]),
    of(({ raw }) => raw?.cpuMs),
    of(({ pipeline }) => pipeline.cpuMs),
    ...rivalNames.map((name) => rivals[name]?.toFixed(0) ?? '–'),
    latencyOf(latency, 'p50'),
    latencyOf(latency, 'p99'),
    of(({ pipeline }) => 1000 / pipeline.wallMs),
    of(({ pipeline }) => pipeline.rssMiB, 0),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** As a share of raw sharp's time; in milliseconds for formats that raw sharp has no decoder for. */
function latencyOf(latency: Latency | undefined, at: 'p50' | 'p99'): string {
  if (!latency) return '–';
  const share = latency[at];
  return share === undefined ? `${latency[`${at}Ms`].toFixed(0)} ms` : share.toFixed(2);
}
