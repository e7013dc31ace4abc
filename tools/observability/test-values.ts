import { type ReleaseOptions, releaseValues } from '../cluster/values.ts';
import { untried } from './faults/phases.ts';

/** Five minutes become ten seconds, which hold five scrapes at two-second intervals. */
export const windowScale = 1 / 30;

/**
 * Values of the chart: windows in seconds, one small worker that a few photos keep busy, no delays.
 * @param s3Url endpoint at which this process reaches S3
 */
export function testValues(options: ReleaseOptions, s3Url: string): object {
  const values = releaseValues(options);
  const quick = { pollingSeconds: 2, cooldownSeconds: 30 };
  return {
    ...values,
    aws: { ...values.aws, s3PublicEndpoint: s3Url },
    upload: { ...values.upload, replicas: 1, scaling: { enabled: false } },
    worker: {
      ...values.worker,
      resources: { requests: { cpu: '50m', memory: '384Mi' }, limits: { cpu: '500m', memory: '384Mi' } },
      settings: { CHECK_DELAY_SECONDS: 150, CONCURRENCY: 2 },
      scaling: { ...quick, max: 1 },
    },
    notifier: {
      ...values.notifier,
      settings: { NOTIFY_QUIET_SECONDS: 2 },
      scaling: { ...quick, min: 1, max: 1 },
    },
    monitoring: {
      serviceMonitor: { enabled: true, interval: '2s' },
      rules: {
        enabled: true,
        windowScale,
        disabled: untried,
        thresholds: { oldestMessageSeconds: 45, thumbnailSeconds: 10, apiRequestsMin: 1 },
      },
      dashboards: { enabled: true },
    },
  };
}
