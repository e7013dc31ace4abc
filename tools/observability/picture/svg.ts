/** A rectangle, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const colours = [
  '#73bf69',
  '#f2cc0c',
  '#5794f2',
  '#ff9830',
  '#f2495c',
  '#b877d9',
  '#37872d',
  '#8ab8ff',
];

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A grey text. */
export function label(x: number, y: number, text: string, anchor = 'start'): string {
  return `<text x="${x.toFixed(0)}" y="${y.toFixed(0)}" fill="#6e7379" font-size="10" text-anchor="${anchor}">${escapeText(text)}</text>`;
}
