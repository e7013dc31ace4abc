import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLocalAws } from '@proofsheet/local-aws';

/** An AWS to break. */
export interface DoctorAws {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  close(): Promise<void>;
}

/** The embedded AWS, or the one that `pnpm test:ministack` has started, as JSON in PROOFSHEET_TEST_AWS. */
export async function openDoctorAws(): Promise<DoctorAws> {
  const given = process.env.PROOFSHEET_TEST_AWS;
  if (given) return { ...JSON.parse(given), close: async () => {} };
  const dataDir = await mkdtemp(path.join(tmpdir(), 'proofsheet-doctor-'));
  const { url: endpoint, region, credentials, close } = await startLocalAws({ dataDir });
  return {
    endpoint,
    region,
    credentials,
    async close() {
      await close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
