import { isMap, isNode, isScalar, parseDocument, type YAMLMap } from 'yaml';

/** A value of values.yaml that is read as a whole, with the comment above it. */
export interface Value {
  readonly path: readonly string[];
  readonly comment: string;
  readonly value: unknown;
}

/**
 * The values of a values.yaml, in order. A map whose keys have comments is a section; any other is one value, as are
 * lists.
 */
export function readValues(text: string): Value[] {
  return valuesBelow(parseDocument(text).contents as YAMLMap, []);
}

function valuesBelow(map: YAMLMap, place: readonly string[]): Value[] {
  return map.items.flatMap(({ key, value }, index) => {
    if (!isScalar(key)) throw new Error(`a key below ${place.join('.')} is no text`);
    const path = [...place, String(key.value)];
    // A comment above the first key belongs to the map for the parser.
    const comment = key.commentBefore ?? (index === 0 ? map.commentBefore : '') ?? '';
    if (isMap(value) && isSection(value)) return valuesBelow(value, path);
    return { path, comment: tidy(comment), value: plain(value) };
  });
}

function plain(value: unknown): unknown {
  return isNode(value) ? value.toJSON() : value;
}

function isSection(map: YAMLMap): boolean {
  if (map.flow || map.items.length === 0) return false;
  return (
    Boolean(map.commentBefore) ||
    map.items.some(({ key, value }) => {
      return (isScalar(key) && key.commentBefore) || (isMap(value) && isSection(value));
    })
  );
}

function tidy(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim();
}
