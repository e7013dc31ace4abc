import { Gauge, type Registry } from 'prom-client';

/** A gauge whose value is read when it is asked for. */
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
