import type { PanelResult } from '../check-panels.ts';
import { showFigure } from '../show-figure.ts';
import { type Box, colours, escapeText, label } from './svg.ts';

/** As many lines of the legend as have room. */
const most = 4;

/** Lines over time, with the largest value at the axis and a legend below. */
export function drawLines(results: readonly PanelResult[], { left, top, width, height }: Box): string {
  const unit = results[0]?.unit ?? '';
  const series = results.flatMap(({ figures }) => figures);
  if (series.length === 0) return label(left, top + height / 2, 'No data');
  const times = series.flatMap(({ samples }) => samples.map(([time]) => time));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const highest = Math.max(...series.map(({ most: value }) => value), 0) || 1;
  const lowest = Math.min(...series.flatMap(({ samples }) => samples.map(([, value]) => value)), 0);
  const plot = { left: left + 44, width: width - 44, height: height - 40 };
  const x = (time: number) => plot.left + ((time - first) / (last - first || 1)) * plot.width;
  const y = (value: number) => top + plot.height - ((value - lowest) / (highest - lowest)) * plot.height;
  const sorted = series.toSorted((one, other) => other.most - one.most);
  const lines = sorted.map(({ samples }, index) => {
    const points = samples.map(([time, value]) => `${x(time).toFixed(1)},${y(value).toFixed(1)}`);
    return `<polyline fill="none" stroke="${colours[index % colours.length]}" points="${points.join(' ')}"/>`;
  });
  const legend = sorted.slice(0, most).map(({ name, last: value }, index) => {
    const [column, row] = [index % 2, Math.floor(index / 2)];
    const at = { x: left + (column * width) / 2, y: top + plot.height + 18 + row * 14 };
    return `<rect x="${at.x}" y="${at.y - 8}" width="10" height="3" fill="${colours[index]}"/>${label(at.x + 14, at.y - 3, shorten(`${name} ${showFigure(value, unit)}`, width))}`;
  });
  const axis = [highest, (highest + lowest) / 2, lowest].map(
    (value) =>
      `<line x1="${plot.left}" x2="${left + width}" y1="${y(value).toFixed(0)}" y2="${y(value).toFixed(0)}" stroke="#eceeef"/>${label(plot.left - 4, y(value) + 3, escapeText(showFigure(value, unit)), 'end')}`,
  );
  return [...axis, ...lines, ...legend].join('');
}

function shorten(text: string, width: number): string {
  const room = Math.floor(width / 13);
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}
