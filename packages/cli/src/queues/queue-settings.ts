/** The queues of an installation, with the settings that name them. */
export const queueSettings = {
  originals: { source: 'ORIGINALS_QUEUE_URL', deadLetters: 'ORIGINALS_DEAD_LETTER_QUEUE_URL' },
  thumbnails: { source: 'THUMBNAILS_QUEUE_URL', deadLetters: 'THUMBNAILS_DEAD_LETTER_QUEUE_URL' },
} as const;

export type QueueName = keyof typeof queueSettings;
export const queueNames = Object.keys(queueSettings) as QueueName[];
