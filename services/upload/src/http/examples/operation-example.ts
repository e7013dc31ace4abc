/** An operation's body and its answers by status, as they are shown in the OpenAPI document. */
export interface OperationExample {
  readonly body?: unknown;
  readonly answers?: Readonly<Record<number, unknown>>;
}

/** By the operation's id. */
export type Examples = Readonly<Record<string, OperationExample>>;
