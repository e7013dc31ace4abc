import type { Dashboard, Panel } from '@proofsheet/dashboards';
import type { PanelResult } from '../check-panels.ts';
import { type Box, drawHeatmap, drawLines, drawStat, escapeText } from './draw-panel.ts';

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
