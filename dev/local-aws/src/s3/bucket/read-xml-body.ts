import { readBody } from '../../http/read-body.ts';
import { childrenOf, malformedXml, parseXml, type XmlNode } from '../../http/xml.ts';
import { openVerifiedBody } from '../body/verified-body.ts';
import type { S3Exchange } from '../s3-exchange.ts';

const BODY_BYTES = 1024 ** 2;

/**
 * Parses an XML body and returns its root element with that name.
 * @throws MalformedXML (400), and what a body that isn't as signed throws.
 */
export async function readXmlBody(exchange: S3Exchange, root: string): Promise<XmlNode> {
  const body = await readBody(openVerifiedBody(exchange).chunks, BODY_BYTES);
  const [node] = childrenOf(parseXml(body.toString()), root);
  if (node === undefined) throw malformedXml();
  return node;
}
