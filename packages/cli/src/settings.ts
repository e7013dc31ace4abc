import { bucket, commonSettings, type Environment, httpUrl, readSettings, str } from '@proofsheet/runtime';

/** The settings of the commands: the same names as those of the services. */
const specs = {
  AWS_REGION: commonSettings.AWS_REGION,
  AWS_ENDPOINT_URL: commonSettings.AWS_ENDPOINT_URL,
  ORIGINALS_BUCKET: bucket({ desc: 'Bucket of the originals' }),
  THUMBNAILS_BUCKET: bucket({ desc: 'Bucket of the thumbnails' }),
  DERIVED_BUCKET: bucket({ desc: 'Bucket of variants and records' }),
  ORIGINALS_QUEUE_URL: httpUrl({ desc: 'Queue that the originals bucket notifies' }),
  ORIGINALS_DEAD_LETTER_QUEUE_URL: httpUrl({ desc: 'Its dead-letter queue' }),
  THUMBNAILS_QUEUE_URL: httpUrl({ desc: 'Queue that the thumbnails bucket notifies' }),
  THUMBNAILS_DEAD_LETTER_QUEUE_URL: httpUrl({ desc: 'Its dead-letter queue' }),
  TOPIC_ARN: str({ desc: 'SNS topic of all photos' }),
  PUBLIC_URL: httpUrl({ desc: 'Where people reach the upload service' }),
  API_KEY: str({ desc: 'API key of the caller' }),
};
export type SettingName = keyof typeof specs;

export type CommandSettings<N extends SettingName> = Readonly<Record<N, string>> & {
  readonly AWS_REGION: string;
  readonly AWS_ENDPOINT_URL: string | undefined;
};

/**
 * Reads the settings that a command needs; region and endpoint are always among them.
 * @throws InvalidSettingsError that names all that is missing or wrong.
 */
export function readCommandSettings<N extends SettingName>(
  env: Environment,
  names: readonly N[],
): CommandSettings<N> {
  const needed = ['AWS_REGION', 'AWS_ENDPOINT_URL', ...names] as const;
  const chosen = Object.fromEntries(needed.map((name) => [name, specs[name]]));
  return readSettings(env, chosen) as unknown as CommandSettings<N>;
}
