import { type Fields, readProtobuf } from './read-protobuf.ts';

/** A span as a collector receives it. */
export interface CollectedSpan {
  readonly service: string;
  readonly name: string;
  /** Hex, like all ids. */
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  /** Strings and numbers only. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly failed: boolean;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/**
 * Reads an `ExportTraceServiceRequest` by its field numbers:
 * https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
 */
export function readSpans(request: Buffer): CollectedSpan[] {
  return messages(readProtobuf(request), 1).flatMap((resourceSpans) => {
    const resource = attributesOf(message(resourceSpans, 1), 1);
    const spans = messages(resourceSpans, 2).flatMap((scopeSpans) => messages(scopeSpans, 2));
    return spans.map((span) => readSpan(span, resource['service.name'] ?? ''));
  });
}

function readSpan(span: Fields, service: string): CollectedSpan {
  const ids = (fields: Fields) => ({ traceId: hex(fields, 1), spanId: hex(fields, 2) });
  return {
    service,
    name: text(span, 5),
    ...ids(span),
    parentId: hex(span, 4) || undefined,
    links: messages(span, 13).map(ids),
    kind: number(span, 6),
    attributes: attributesOf(span, 9),
    failed: number(message(span, 15), 3) === 2,
    startedAt: number(span, 7) / 1e6,
    endedAt: number(span, 8) / 1e6,
  };
}

function attributesOf(fields: Fields, at: number): Record<string, string> {
  return Object.fromEntries(
    messages(fields, at).map((pair) => {
      const value = message(pair, 2);
      return [text(pair, 1), value.has(3) ? String(number(value, 3)) : text(value, 1)];
    }),
  );
}

function messages(fields: Fields, at: number): Fields[] {
  return (fields.get(at) ?? []).map((value) => readProtobuf(value as Buffer));
}

function message(fields: Fields, at: number): Fields {
  return messages(fields, at)[0] ?? new Map();
}

function bytes(fields: Fields, at: number): Buffer {
  return (fields.get(at)?.[0] as Buffer | undefined) ?? Buffer.alloc(0);
}

const text = (fields: Fields, at: number) => bytes(fields, at).toString();
const hex = (fields: Fields, at: number) => bytes(fields, at).toString('hex');
const number = (fields: Fields, at: number) => Number(fields.get(at)?.[0] ?? 0);
