export interface Message {
  readonly kind: 'event' | 'digest';
  /** Key of the photo. */
  readonly photo: string;
}

/** A notifier that handles a message. */
export interface Handler {
  readonly message: Message;
  /** The calls that it waits in, each let go by calling it. */
  readonly parked: { call: string; proceed: () => void }[];
  /** What it was told so far: with its message, all that decides what it does next. */
  readonly history: string[];
  /** Photos in a publication that SNS has accepted, until each has its record. */
  readonly accepted: Set<string>;
  /** Keys of the claims that it wrote and nobody replaced. */
  readonly claims: Set<string>;
  /** What it finds when it looks whether it is time. */
  secondsToWait: number;
}

export function createHandler(message: Message): Handler {
  return { message, parked: [], history: [], accepted: new Set(), claims: new Set(), secondsToWait: 0 };
}

/** Holds the handler up until it is let go. */
export function park({ parked }: Handler, call: string): Promise<void> {
  return new Promise((proceed) => {
    parked.push({ call, proceed });
  });
}
