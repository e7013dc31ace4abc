export { fetchPatiently } from './fetch-patiently.ts';
export { findFreePort } from './find-free-port.ts';
export { type LocalSystem, localFile } from './local-system.ts';
export { type ServiceProcess, startProcess } from './start-process.ts';
export {
  type AwsServices,
  type RunningSystem,
  type ServiceName,
  type SystemOptions,
  startSystem,
} from './start-system.ts';
