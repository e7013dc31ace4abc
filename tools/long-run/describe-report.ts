import type { LongRunReport } from './run-long.ts';

/** The report for people, a line each. */
export function describeReport(report: LongRunReport): string[] {
  const { verdict, kills, faults, messages, swept, disturbedSeconds, quietSeconds, errors } = report;
  const { originals, undecodable, thumbnails, lost, wrong, orphaned, doubles, deadLetters } = verdict;
  const explained = doubles.filter((double) => double.explained);
  return [
    `time: ${disturbedSeconds.toFixed(0)} s with faults, ${quietSeconds.toFixed(0)} s until the queues were empty`,
    `photos: ${originals.length}, of them ${undecodable.length} that no decoder reads; ${thumbnails.length} thumbnails`,
    `kills: ${describeCounts(countKills(report))}`,
    `faults: ${describeCounts(faults)}`,
    `lost ${lost.length}, wrong ${wrong.length}, orphaned ${orphaned.length}, dead letters ${deadLetters}, found by a sweep ${swept}`,
    `messages to subscribers: ${messages}; photos in two of them: ${doubles.length}, ${explained.length} in the documented window`,
    ...doubles.map(
      ({ key, explained: isExplained, killedAfterMs }) =>
        `  ${key}: ${isExplained ? 'not recorded by its notifier' : 'not explained'}, ${killedAfterMs.join(' and ')} ms before a kill or a lost answer`,
    ),
    ...errors.map((error) => `ERROR ${error}`),
    `${kills.length} kills, ${errors.length} errors`,
  ];
}

function countKills({ kills }: LongRunReport): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { service, kind } of kills) {
    counts[`${service} ${kind}`] = (counts[`${service} ${kind}`] ?? 0) + 1;
  }
  return counts;
}

function describeCounts(counts: Readonly<Record<string, number>>): string {
  return (
    Object.entries(counts)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none'
  );
}
