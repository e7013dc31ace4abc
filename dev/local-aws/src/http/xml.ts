import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { AwsError } from '../aws-error.ts';

/** A parsed XML element: its text, or its children by name, with an array for repeated names. */
export type XmlNode = string | XmlNode[] | { readonly [name: string]: XmlNode };

/** Writes an XML document. `@xmlns` and the like become attributes; an array repeats its element. */
export function buildXml(document: object): string {
  const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document)}`;
}

/**
 * Reads an XML document; all text stays text, spaces included, because keys may look like numbers or end in spaces.
 * @throws MalformedXML (400).
 */
export function parseXml(text: string): XmlNode {
  const parser = new XMLParser({
    ignoreAttributes: true,
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true,
    removeNSPrefix: true,
  });
  try {
    return parser.parse(text, true) as XmlNode;
  } catch {
    throw malformedXml();
  }
}

/** All children with that name. */
export function childrenOf(node: XmlNode | undefined, name: string): XmlNode[] {
  if (node === undefined || typeof node === 'string' || Array.isArray(node)) return [];
  const child = node[name];
  if (child === undefined) return [];
  return Array.isArray(child) ? child : [child];
}

/** The text of the first child of that name, or undefined. */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  const [child] = childrenOf(node, name);
  return typeof child === 'string' ? child : undefined;
}

/** S3's error for a document that does not follow its schema. */
export function malformedXml(): AwsError {
  return new AwsError(
    'MalformedXML',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema.',
  );
}
