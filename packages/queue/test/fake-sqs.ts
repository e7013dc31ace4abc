import type { QueueMessage } from '../src/handler.ts';
import type { ReceivedMessage, RefusedEntry, SqsPort, VisibilityChange } from '../src/sqs-port.ts';

interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly sentAt: Date;
  visibleAt: number;
  receiveCount: number;
  receiptHandle: string | undefined;
}

/** One call as the queue saw it. */
export type SqsCall =
  | { readonly at: number; readonly name: 'receive'; readonly max: number; brought: string[] | undefined }
  | { readonly at: number; readonly name: 'delete'; readonly bodies: string[] }
  | {
      readonly at: number;
      readonly name: 'visibility';
      readonly changes: { body: string; seconds: number }[];
    };

/** Set one to make calls fail (throw), or to refuse single entries (return them). */
export interface Trouble {
  receive?: (() => Promise<void> | void) | undefined;
  delete?: ((bodies: string[]) => Promise<RefusedEntry[]> | RefusedEntry[]) | undefined;
  visibility?: ((bodies: string[]) => Promise<RefusedEntry[]> | RefusedEntry[]) | undefined;
}

const TWELVE_HOURS_SECONDS = 43_200;

/** A queue in memory on the (mocked) clock of the process. Stricter than SQS: an old receipt handle deletes nothing. */
export class FakeSqs implements SqsPort {
  readonly calls: SqsCall[] = [];
  readonly trouble: Trouble = {};
  readonly deadLetters: string[] = [];
  /** Messages that were asked to be deleted by a receipt handle that was not theirs any more. */
  staleDeletes = 0;
  readonly #maxReceiveCount: number;
  readonly #messages = new Map<string, StoredMessage>();
  readonly #bodyOfHandle = new Map<string, string>();
  #changed = Promise.withResolvers<void>();
  #sequence = 0;

  constructor(maxReceiveCount = Number.POSITIVE_INFINITY) {
    this.#maxReceiveCount = maxReceiveCount;
  }

  /** Puts a message in, as if it had been received so often before. */
  put(body: string, { receivedBefore = 0, delaySeconds = 0 } = {}): void {
    this.#sequence += 1;
    const sentAt = new Date();
    const visibleAt = Date.now() + delaySeconds * 1_000;
    const id = `id-${this.#sequence}`;
    this.#messages.set(id, {
      id,
      body,
      sentAt,
      visibleAt,
      receiveCount: receivedBefore,
      receiptHandle: undefined,
    });
    this.#wake();
  }

  async send(body: string, _signal: AbortSignal, delaySeconds = 0): Promise<void> {
    this.put(body, { delaySeconds });
  }

  async receive(request: Parameters<SqsPort['receive']>[0]): Promise<ReceivedMessage[]> {
    const { max, waitSeconds, visibilitySeconds, signal } = request;
    const call: SqsCall = { at: Date.now(), name: 'receive', max, brought: undefined };
    this.calls.push(call);
    await this.trouble.receive?.();
    const end = Date.now() + waitSeconds * 1_000;
    for (;;) {
      signal?.throwIfAborted();
      const taken = this.#take(max, visibilitySeconds);
      if (taken.length > 0 || Date.now() >= end) {
        call.brought = taken.map(({ message }) => message.body);
        return taken;
      }
      await this.#wait(Math.min(end, this.#nextVisibleAt()), signal);
    }
  }

  async deleteBatch(receiptHandles: readonly string[]): Promise<RefusedEntry[]> {
    const bodies = receiptHandles.map((handle) => this.#bodyOfHandle.get(handle) ?? '?');
    this.calls.push({ at: Date.now(), name: 'delete', bodies });
    const refused = (await this.trouble.delete?.(bodies)) ?? [];
    receiptHandles.forEach((handle, index) => {
      if (refused.some((entry) => entry.index === index)) return;
      const message = this.#byHandle(handle);
      if (message === undefined) this.staleDeletes += 1;
      else this.#messages.delete(message.id);
    });
    return refused;
  }

  async changeVisibilityBatch(entries: readonly VisibilityChange[]): Promise<RefusedEntry[]> {
    const changes = entries.map(({ receiptHandle, seconds }) => ({
      body: this.#bodyOfHandle.get(receiptHandle) ?? '?',
      seconds,
    }));
    this.calls.push({ at: Date.now(), name: 'visibility', changes });
    const refused = (await this.trouble.visibility?.(changes.map(({ body }) => body))) ?? [];
    const others = entries.flatMap(({ receiptHandle, seconds }, index) => {
      if (refused.some((entry) => entry.index === index)) return [];
      return this.#changeVisibility(index, receiptHandle, seconds);
    });
    this.#wake();
    return [...refused, ...others];
  }

  bodies(): string[] {
    return [...this.#messages.values()].map(({ body }) => body);
  }

  receiveCount(body: string): number {
    return [...this.#messages.values()].find((message) => message.body === body)?.receiveCount ?? 0;
  }

  /** Bodies of what was received and is not visible now. */
  inFlight(): string[] {
    const flying = [...this.#messages.values()].filter(
      ({ receiptHandle, visibleAt }) => receiptHandle !== undefined && visibleAt > Date.now(),
    );
    return flying.map(({ body }) => body);
  }

  callsOf<N extends SqsCall['name']>(name: N): Extract<SqsCall, { name: N }>[] {
    return this.calls.filter((call): call is Extract<SqsCall, { name: N }> => call.name === name);
  }

  #take(max: number, visibilitySeconds: number): ReceivedMessage[] {
    const taken: ReceivedMessage[] = [];
    for (const stored of this.#messages.values()) {
      if (taken.length === max) break;
      if (stored.visibleAt > Date.now()) continue;
      if (stored.receiveCount >= this.#maxReceiveCount) {
        this.#messages.delete(stored.id);
        this.deadLetters.push(stored.body);
        continue;
      }
      stored.receiveCount += 1;
      stored.visibleAt = Date.now() + visibilitySeconds * 1_000;
      this.#sequence += 1;
      const receiptHandle = `${stored.id}/${this.#sequence}`;
      stored.receiptHandle = receiptHandle;
      this.#bodyOfHandle.set(receiptHandle, stored.body);
      const { id, body, receiveCount, sentAt } = stored;
      const message: QueueMessage = { id, body, receiveCount, sentAt };
      taken.push({ message, receiptHandle });
    }
    return taken;
  }

  #changeVisibility(index: number, receiptHandle: string, seconds: number): RefusedEntry[] {
    const message = this.#byHandle(receiptHandle);
    if (seconds < 0 || seconds > TWELVE_HOURS_SECONDS || !Number.isInteger(seconds)) {
      return [{ index, code: 'InvalidParameterValue', reason: `${seconds}`, gone: true }];
    }
    if (message === undefined || message.visibleAt <= Date.now()) {
      return [{ index, code: 'MessageNotInflight', reason: '', gone: true }];
    }
    message.visibleAt = Date.now() + seconds * 1_000;
    return [];
  }

  #byHandle(receiptHandle: string): StoredMessage | undefined {
    const [id = ''] = receiptHandle.split('/');
    const message = this.#messages.get(id);
    return message?.receiptHandle === receiptHandle ? message : undefined;
  }

  #nextVisibleAt(): number {
    const later = [...this.#messages.values()].map(({ visibleAt }) => visibleAt);
    return Math.min(...later.filter((visibleAt) => visibleAt > Date.now()));
  }

  async #wait(until: number, signal: AbortSignal | undefined): Promise<void> {
    const woken = Promise.withResolvers<void>();
    const wake = () => woken.resolve();
    const timer = setTimeout(wake, until - Date.now());
    signal?.addEventListener('abort', wake, { once: true });
    await Promise.race([woken.promise, this.#changed.promise]);
    clearTimeout(timer);
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
