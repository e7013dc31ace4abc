/**
 * A dashboard's expression with its variables filled in, as Grafana does it: `$name`. Throws when one has no value.
 */
export function fillQuery(expr: string, values: Readonly<Record<string, string>>): string {
  return expr.replace(/\$(\w+)/g, (variable, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`Nothing is known of ${variable}`);
    return value;
  });
}
