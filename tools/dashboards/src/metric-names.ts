import { parser } from '@prometheus-io/lezer-promql';

/** The names of the metrics that an expression of PromQL reads; throws when it is no PromQL. */
export function metricNames(expr: string): string[] {
  const names: string[] = [];
  parser.parse(expr).iterate({
    enter({ name, node, from, to, type }) {
      if (type.isError) throw new Error(`No PromQL at ${from}: ${expr}`);
      if (name !== 'VectorSelector') return;
      const metric = node.getChild('Identifier');
      if (!metric) throw new Error(`A selector without a name: ${expr.slice(from, to)}`);
      names.push(expr.slice(metric.from, metric.to));
    },
  });
  return names;
}
