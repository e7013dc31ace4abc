import type { PanelResult } from '../check-panels.ts';
import { type Box, label } from './svg.ts';

/** The buckets of a histogram over time: darker where more values fell into a bucket. */
export function drawHeatmap(results: readonly PanelResult[], { left, top, width, height }: Box): string {
  const buckets = results
    .flatMap(({ figures }) => figures)
    .map(({ name, samples }) => ({
      bound: Number(name.replace('+Inf', 'Infinity')),
      values: new Map(samples),
    }))
    .sort((one, other) => one.bound - other.bound);
  const times = [...new Set(buckets.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => a - b);
  if (times.length === 0) return label(left, top + height / 2, 'No data');
  // A bucket of Prometheus includes those below it.
  const own = buckets.map(({ values }, row) =>
    times.map((time) => Math.max(0, (values.get(time) ?? 0) - (buckets[row - 1]?.values.get(time) ?? 0))),
  );
  const highest = Math.max(...own.flat()) || 1;
  const plot = { left: left + 34, width: width - 34, height: height - 6 };
  const cell = { width: plot.width / times.length, height: plot.height / buckets.length };
  return own
    .flatMap((values, row) => {
      const y = top + plot.height - (row + 1) * cell.height;
      const title =
        row % 3 === 0 ? label(plot.left - 4, y + cell.height, String(buckets[row]?.bound), 'end') : '';
      const cells = values.map((value, column) =>
        value === 0
          ? ''
          : `<rect x="${(plot.left + column * cell.width).toFixed(1)}" y="${y.toFixed(1)}" width="${(cell.width + 0.2).toFixed(1)}" height="${cell.height.toFixed(1)}" fill="#5794f2" opacity="${(0.15 + 0.85 * (value / highest)).toFixed(2)}"/>`,
      );
      return [title, ...cells];
    })
    .join('');
}
