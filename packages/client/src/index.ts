export { ApiError, NoAnswer } from './api-error.ts';
export { type Api, type ApiOptions, createApi } from './create-api.ts';
export { createClient, type ProofsheetClient } from './create-client.ts';
export type { AlbumPage, AlbumPhoto, ClientConfig, Photo } from './generated/index.ts';
export { StorageError } from './upload/transport.ts';
export type { UploadFile, UploadFileOptions } from './upload/upload-file.ts';
export type { WaitForAll } from './wait-for-all.ts';
