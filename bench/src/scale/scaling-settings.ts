/** How KEDA and the HPA scale workers, and what a worker does: times in seconds. */
export interface ScalingSettings {
  readonly min: number;
  readonly max: number;
  /** Messages, visible or in flight, per worker. */
  readonly messagesPerReplica: number;
  /** KEDA's polling interval while there is no worker. */
  readonly pollingSeconds: number;
  /** Without messages, before KEDA scales to zero. */
  readonly cooldownSeconds: number;
  /** The HPA's sync period: 15 s, a flag of the controller manager. */
  readonly syncSeconds: number;
  /** The HPA may add this share of the present workers, or this many, whichever is more, in a period. */
  readonly scaleUp: { readonly percent: number; readonly pods: number; readonly periodSeconds: number };
  /** From the decision to a worker that receives: scheduling, container, Node. With the image on the node. */
  readonly startSeconds: number;
  /** Photos per second that a worker makes. */
  readonly photosPerSecond: number;
  /** How late SQS counts messages. */
  readonly queueLagSeconds: number;
}

/**
 * The chart's defaults, and what was measured: a worker with one CPU makes about 20 photos of 12 megapixels per second
 * (docs/performance.md), and starts in about 3 s (docs/cluster-test.md).
 */
export const chartDefaults: ScalingSettings = {
  min: 0,
  max: 10,
  messagesPerReplica: 40,
  pollingSeconds: 5,
  cooldownSeconds: 120,
  syncSeconds: 15,
  scaleUp: { percent: 100, pods: 4, periodSeconds: 15 },
  startSeconds: 3,
  photosPerSecond: 20,
  queueLagSeconds: 1,
};
