import { type DeadLetter, type DeadLetterReason, deadLetterReasons } from './dead-letter.ts';

/** Dead letters for people, by queue and reason. */
export function writeDeadLetters(letters: readonly DeadLetter[]): string {
  if (letters.length === 0) return 'no dead letters';
  const groups = Map.groupBy(letters, ({ queue, reason }) => `${queue} ${reason}`);
  return [...groups.values()].map(writeGroup).join('\n');
}

function writeGroup(letters: readonly DeadLetter[]): string {
  const [{ queue, reason } = { queue: '', reason: 'unreadable' as DeadLetterReason }] = letters;
  return [
    `${queue}, ${reason}: ${letters.length} (${deadLetterReasons[reason]})`,
    ...letters.map(writeLine),
  ].join('\n');
}

function writeLine({
  id,
  kind,
  keys,
  sentAt,
  firstReceivedAt,
  receives,
  lastError,
  body,
}: DeadLetter): string {
  const about = keys.join(', ') || body.slice(0, 80);
  const times = `sent ${sentAt ?? '?'}, first received ${firstReceivedAt ?? '?'}, received ${receives} times`;
  return `  ${id}  ${kind}  ${about}\n    ${times}${lastError ? `\n    last error: ${lastError}` : ''}`;
}
