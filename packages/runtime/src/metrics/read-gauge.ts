import { Gauge, type Registry } from 'prom-client';

/** Registers a gauge that reads its value at each scrape. */
export function readGauge(
  registry: Registry,
  { name, help, read }: { name: string; help: string; read: () => number },
): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}
