/** The parts of `access key/YYYYMMDD/region/service/aws4_request`. */
export interface Credential {
  readonly accessKeyId: string;
  readonly scopeDate: string;
  readonly region: string;
  readonly service: string;
}

/** Undefined if the text is not in this form. */
export function readCredential(text: string): Credential | undefined {
  const match = /^(?<key>[^/]+)\/(?<date>\d{8})\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request$/.exec(
    text,
  );
  const { key, date, region, service } = match?.groups ?? {};
  if (!key || !date || !region || !service) return undefined;
  return { accessKeyId: key, scopeDate: date, region, service };
}

/** Parses `20260102T030405Z`; undefined if it is not a date in this form. */
export function readAmzDate(text: string): Date | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
