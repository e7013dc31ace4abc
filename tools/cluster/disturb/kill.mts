import { readdir, readFile } from 'node:fs/promises';

/** Run by `kubectl exec` in the container of a service: kills its process. The pod shares its process namespace. */
for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (command.split('\0').includes('src/main.js')) process.kill(Number(pid), 'SIGKILL');
}
