import { changeEnv } from './deployments.ts';
import type { Fault } from './fault.ts';
import { repeat } from './repeat.ts';

/** The upload service reaches neither S3 nor SQS. */
export const apiWithoutAws: Fault = {
  name: 'api-without-aws',
  alerts: [
    'ProofsheetApiErrorBudgetFastBurn',
    'ProofsheetApiErrorBudgetSlowBurn',
    'ProofsheetQueueDepthUnknown',
  ],
  async begin(world) {
    const nowhere = 'http://127.0.0.1:9';
    const mend = await changeEnv(world, 'upload', {
      AWS_ENDPOINT_URL: nowhere,
      ORIGINALS_DEAD_LETTER_QUEUE_URL: `${nowhere}/000000000000/none`,
    });
    const { apiUrl, apiKey } = world.api;
    const headers = { authorization: `Bearer ${apiKey}` };
    const stop = repeat(() => fetch(`${apiUrl}/v1/photos`, { headers }), 200);
    return async () => {
      await mend();
      // Successful responses must push the failed ones out of the window.
      await stop();
    };
  },
};
