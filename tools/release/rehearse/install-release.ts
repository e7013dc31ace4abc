import { runOrFail } from './run-or-fail.ts';

const namespace = 'proofsheet-rehearsal';

/** Installs the published chart with its emulator on the cluster of KUBECONFIG, sends a test photo, and removes it. */
export async function installRelease(
  helm: string,
  { published, version, note }: { published: string; version: string; note: (text: string) => void },
): Promise<void> {
  const place = ['--namespace', namespace];
  await runOrFail(helm, [
    ...['install', 'proofsheet', published, '--version', version, '--plain-http', ...place],
    ...['--create-namespace', '--set', 'localAws.enabled=true', '--wait', '--timeout', '5m'],
  ]);
  try {
    note(await runOrFail(helm, ['test', 'proofsheet', ...place, '--logs']));
  } finally {
    await runOrFail(helm, ['uninstall', 'proofsheet', ...place, '--wait']);
    await runOrFail('kubectl', ['delete', 'namespace', namespace]);
  }
}
