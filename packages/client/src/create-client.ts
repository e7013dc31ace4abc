import { type Api, type ApiOptions, createApi } from './create-api.ts';
import { createUploadFile, type UploadFile } from './upload/upload-file.ts';
import { createWaitForAll, type WaitForAll } from './wait-for-all.ts';

export interface ProofsheetClient {
  /** For the functions of `@proofsheet/client/api`: `listPhotos({ client: api })`. */
  readonly api: Api;
  readonly upload: UploadFile;
  readonly waitForAll: WaitForAll;
}

/** A client of the service at that address, for one caller. */
export function createClient(options: ApiOptions): ProofsheetClient {
  const api = createApi(options);
  return { api, upload: createUploadFile(api), waitForAll: createWaitForAll(api) };
}
