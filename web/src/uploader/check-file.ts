import { contentTypeOf } from '@proofsheet/client/upload';
import type { Failure } from './upload.ts';

export interface FileLimits {
  readonly contentTypes: readonly string[];
  readonly maxBytes: number;
}

/** Why a file cannot be sent, found before a byte leaves. */
export function checkFile(
  file: { readonly name: string; readonly type: string; readonly size: number },
  { contentTypes, maxBytes }: FileLimits,
): Failure | undefined {
  const type = contentTypeOf(file);
  if (!contentTypes.includes(type))
    return { kind: type.startsWith('image/') ? 'other-format' : 'not-a-photo' };
  if (file.size === 0) return { kind: 'empty' };
  if (file.size > maxBytes) return { kind: 'too-large' };
  return undefined;
}
