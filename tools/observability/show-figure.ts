const prefixes = ['', 'k', 'M', 'G', 'T'];

/** Formats a value with one of Grafana's units, much as Grafana does. */
export function showFigure(value: number, unit: string): string {
  switch (unit) {
    case 's':
      return value < 1 ? `${round(value * 1000)} ms` : `${round(value)} s`;
    case 'percentunit':
      return `${round(value * 100)} %`;
    case 'currencyUSD':
      return `$${value.toPrecision(2)}`;
    case 'reqps':
      return `${round(value)}/s`;
    case 'bytes':
      return `${large(value)}B`;
    case 'Bps':
      return `${large(value)}B/s`;
    default:
      if (unit.startsWith('suffix:')) return `${large(value).trimEnd()}${unit.slice('suffix:'.length)}`;
      return value < 1000 ? round(value) : large(value).trimEnd();
  }
}

function large(value: number): string {
  const step = Math.min(Math.max(0, Math.floor(Math.log10(Math.max(value, 1)) / 3)), prefixes.length - 1);
  return `${round(value / 1000 ** step)} ${prefixes[step]}`;
}

/** Three significant digits. */
function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
