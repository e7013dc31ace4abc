import type { Dashboard, Panel } from '@proofsheet/dashboards';
import type { PanelResult } from './check-panels.ts';
import { showFigure } from './show-figure.ts';

/** Pixels of a unit of Grafana's grid, of which a dashboard is 24 wide. */
const unit = { width: 66, height: 30 };

/** A picture of a dashboard as SVG, with the data of its queries. It shows what Grafana would show, not how. */
export function drawDashboard(dashboard: Dashboard, results: readonly PanelResult[]): string {
  const panels = (dashboard.panels ?? []) as Panel[];
  const rows = Math.max(...panels.map(({ gridPos }) => (gridPos?.y ?? 0) + (gridPos?.h ?? 0)));
  const [width, height] = [24 * unit.width, rows * unit.height + 40];
  const drawn = panels.map((panel) =>
    drawPanel(
      panel,
      results.filter((result) => result.dashboard === dashboard.title && result.panel === panel.title),
    ),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="Inter, Helvetica, Arial, sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="#f4f5f5"/>
<text x="12" y="26" font-size="18" fill="#24292e">${escapeText(dashboard.title ?? '')}</text>
<g transform="translate(0 40)">
${drawn.join('\n')}
</g>
</svg>
`;
}

function drawPanel(panel: Panel, results: readonly PanelResult[]): string {
  const { x = 0, y = 0, w = 24, h = 1 } = panel.gridPos ?? {};
  const box: Box = {
    left: x * unit.width + 4,
    top: y * unit.height + 4,
    width: w * unit.width - 8,
    height: h * unit.height - 8,
  };
  const title = escapeText(panel.title ?? '');
  if (panel.type === 'row')
    return `<text x="${box.left + 4}" y="${box.top + 18}" font-size="14" fill="#24292e">▾ ${title}</text>`;
  const inner: Box = {
    left: box.left + 8,
    top: box.top + 24,
    width: box.width - 16,
    height: box.height - 30,
  };
  const draw = { stat: drawStat, heatmap: drawHeatmap }[panel.type as string] ?? drawLines;
  return `<rect x="${box.left}" y="${box.top}" width="${box.width}" height="${box.height}" fill="#fff" stroke="#e0e2e4"/>
<text x="${box.left + 8}" y="${box.top + 16}" fill="#24292e" font-weight="500">${title}</text>
${draw(results, inner)}`;
}

/** A rectangle, in pixels. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const colours = ['#73bf69', '#f2cc0c', '#5794f2', '#ff9830', '#f2495c', '#b877d9', '#37872d', '#8ab8ff'];

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A grey text. */
function label(x: number, y: number, text: string, anchor = 'start'): string {
  return `<text x="${x.toFixed(0)}" y="${y.toFixed(0)}" fill="#6e7379" font-size="10" text-anchor="${anchor}">${escapeText(text)}</text>`;
}

/** The last value of each series, large. */
function drawStat(results: readonly PanelResult[], { left, top, width, height }: Box): string {
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

/** As many lines of the legend as have room. */
const most = 4;

/** Lines over time, with the largest value at the axis and a legend below. */
function drawLines(results: readonly PanelResult[], { left, top, width, height }: Box): string {
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

/** The buckets of a histogram over time: darker where more values fell into a bucket. */
function drawHeatmap(results: readonly PanelResult[], { left, top, width, height }: Box): string {
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
