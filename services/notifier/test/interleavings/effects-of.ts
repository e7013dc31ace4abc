import type { TopicName } from '../../src/notify/topics.ts';
import type { Effect } from './handler.ts';
import type { Limits } from './limits.ts';

/** How often each fault may still happen. */
export type Budget = { -readonly [Fault in 'refusals' | 'cuts' | 'failures' | 'losses']: Limits[Fault] };

interface PossibleEffect {
  readonly effect: Effect;
  /** The fault that it takes; undefined for what needs none. */
  readonly fault?: keyof Budget;
}

/** What may become of a call, success first. */
export function effectsOf(
  call: string,
  left: Budget,
  refusing: ReadonlySet<TopicName>,
): readonly PossibleEffect[] {
  const faults: PossibleEffect[] = [];
  if (call.startsWith('publish')) {
    if (refusing.has(call.endsWith('owner') ? 'owner' : 'shared')) return [{ effect: 'refuse' }];
    faults.push({ effect: 'refuse', fault: 'refusals' }, { effect: 'lose', fault: 'cuts' });
  } else if (/^(put|delete|send) /.test(call) && call !== 'delete message') {
    faults.push({ effect: 'refuse', fault: 'failures' }, { effect: 'lose', fault: 'losses' });
    // A conditional write.
    if (/^(put claims|put notified|delete )/.test(call)) faults.push({ effect: 'repeat', fault: 'losses' });
  }
  return [{ effect: 'succeed' }, ...faults.filter(({ fault }) => fault && left[fault] > 0)];
}
