export { ProofsheetUpload, type ProofsheetUploadOptions, type UploadedBody } from './proofsheet-upload.ts';
