import type { TopicName } from '../../src/notify/topics.ts';
import { type Budget, effectsOf } from './effects-of.ts';
import type { Effect, Handler } from './handler.ts';
import { nameOf } from './message.ts';

/** Something that can happen next, with a name for the trace. */
export interface Option {
  readonly name: string;
  readonly take: () => void;
}

interface HandlerOptions {
  /** How often each fault may still happen. */
  readonly left: Budget & { readonly crashes: number };
  readonly refusing: ReadonlySet<TopicName>;
  /** Whether a digest may find that it is too early. */
  readonly early: boolean;
  readonly die: (handler: Handler) => void;
}

/** What can become of the call that a handler waits in. */
export function createHandlerOptions({ left, refusing, early, die }: HandlerOptions) {
  return (handler: Handler): Option[] => {
    const [next] = handler.parked;
    if (!next) return [];
    const name = `${nameOf(handler.message)}: ${next.call}`;
    const goOn = (effect: Effect, change: () => void = () => {}) => ({
      name: effect === 'succeed' ? name : `${name}: ${effect}`,
      take: () => {
        change();
        handler.parked.shift()?.proceed(effect);
      },
    });
    const wait = () => {
      handler.secondsToWait = 1;
    };
    const effects = effectsOf(next.call, left, refusing).map(({ effect, fault }) =>
      goOn(effect, () => {
        if (fault) left[fault] -= 1;
      }),
    );
    return [
      ...effects,
      // The list right after the look at the window.
      ...(early && next.call.startsWith('list') && handler.history.length === 1
        ? [{ ...goOn('succeed', wait), name: `${name}: too early` }]
        : []),
      ...(left.crashes > 0 ? [{ name: `${name}: dies before`, take: () => die(handler) }] : []),
    ];
  };
}
