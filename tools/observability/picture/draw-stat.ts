import type { PanelResult } from '../check-panels.ts';
import { showFigure } from '../show-figure.ts';
import { type Box, escapeText, label } from './svg.ts';

/** The last value of each series, large. */
export function drawStat(results: readonly PanelResult[], { left, top, width, height }: Box): string {
  const values = results.flatMap(({ figures, unit }) =>
    figures.map(({ name, last }) => ({ name, text: showFigure(last, unit) })),
  );
  if (values.length === 0) return label(left, top + height / 2, 'No data');
  const each = height / values.length;
  const size = Math.min(28, each * 0.7, width / (values.length > 1 ? 10 : 5));
  return values
    .map(({ name, text }, index) => {
      const y = top + each * (index + 0.7);
      const title = values.length > 1 ? label(left, y, name) : '';
      return `${title}<text x="${left + width}" y="${y.toFixed(0)}" font-size="${size.toFixed(0)}" fill="#37872d" text-anchor="end">${escapeText(text)}</text>`;
    })
    .join('');
}
