/** What is known of a span: names by OpenTelemetry's conventions where there are any. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export type SpanKind = 'server' | 'client' | 'consumer' | 'producer' | 'internal';

/** What a span begins with. */
export interface SpanOptions {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes?: Attributes;
  /** Milliseconds since 1970; now without it. */
  readonly startedAt?: number;
  /** The span in this process that it is part of. */
  readonly parent?: Span | undefined;
  /** What to do about the first context that it meets: become part of it, or be a trace of its own with a link to it. */
  readonly meeting?: 'child' | 'link';
}

/** The context of a span elsewhere, as it came in headers or metadata. What is not W3C's format is left alone. */
export interface Met {
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
}

/**
 * A piece of work that is being traced. It may find out only on the way to which trace it belongs, as this stands in
 * the metadata of an object: until then its steps are kept, and it has no id.
 */
export interface Span {
  /** Undefined as long as it has met nothing and nobody has asked for its `traceparent`. */
  traceId(): string | undefined;
  /** Names it to whatever goes on elsewhere: https://www.w3.org/TR/trace-context/#traceparent-header */
  traceparent(): string;
  /** Tells it where the work that it goes on with comes from. Every further context becomes a link. */
  meet(context: Met): void;
  /** Runs a part of it, which becomes a span within it. */
  step<T>(about: StepOptions, work: () => Promise<T>): Promise<T>;
  /** Adds a part that is over, by milliseconds since 1970. */
  addStep(about: StepOptions, startedAt: number, endedAt: number): void;
  set(attributes: Attributes): void;
  /** Ends it, with an error if that is what ended it. Ending it again does nothing. */
  end(error?: unknown): void;
}

export interface StepOptions {
  readonly name: string;
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
}

/** Traces of one process. There is one only where tracing is on. */
export interface Tracing {
  start(options: SpanOptions): Span;
  /** Runs `work` so that everything in it finds `span` as the active one. */
  within<T>(span: Span, work: () => T): T;
  active(): Span | undefined;
  /** Of the active span, for log lines. */
  traceId(): string | undefined;
  /** Sends what is left, for a limited time. Never rejects. */
  close(): Promise<void>;
}

/** Runs `work` as a step of the active span, where there is one. */
export function traceStep<T>(tracing: Tracing, about: StepOptions, work: () => Promise<T>): Promise<T> {
  return tracing.active()?.step(about, work) ?? work();
}

/** Runs `work` as a span, which ends with it. */
export async function traceWork<T>(
  tracing: Tracing,
  options: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const span = tracing.start(options);
  try {
    const result = await tracing.within(span, () => work(span));
    span.end();
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}
