/** A series of a range query: its labels, and its values in seconds since 1970 and as text. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [seconds: number, value: string])[];
}

/** An alert in Prometheus' API. */
export interface ActiveAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: 'pending' | 'firing';
}

/** Queries of Prometheus: https://prometheus.io/docs/prometheus/latest/querying/api/ */
export interface Prometheus {
  /** A value every two seconds, from a time in seconds since 1970 until now. */
  queryRange(expr: string, from: number): Promise<Series[]>;
  alerts(): Promise<ActiveAlert[]>;
}

export function openPrometheus(url: string): Prometheus {
  async function get<T>(path: string): Promise<T> {
    const answer = await fetch(`${url}/api/v1/${path}`);
    const { status, data, error } = (await answer.json()) as { status: string; data: T; error?: string };
    if (status !== 'success') throw new Error(`Prometheus: ${error}`);
    return data;
  }
  return {
    async queryRange(query, from) {
      const end = Date.now() / 1000;
      const asked = new URLSearchParams({ query, start: String(from), end: String(end), step: '2' });
      return (await get<{ result: Series[] }>(`query_range?${asked}`)).result;
    },
    alerts: async () => (await get<{ alerts: ActiveAlert[] }>('alerts')).alerts,
  };
}
