/** Series that are put before an alert, and when it has to fire. */
export interface RuleCase {
  readonly name: string;
  /**
   * A sample each interval, in promtool's notation, by series. Namespace and release are added to a series that names no
   * namespace.
   * @see https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series
   */
  readonly series: Readonly<Record<string, string>>;
  /** The labels by which firing alerts differ, by the time at which they are looked at. */
  readonly firing: Readonly<Record<string, readonly string[]>>;
}

/** The cases of one alert: at least one in which it fires, and in each a time at which it does not. */
export interface RuleCases {
  readonly alert: string;
  /** Time between two samples and two evaluations, if not a minute: for windows of days. */
  readonly interval?: string;
  readonly cases: readonly RuleCase[];
}
