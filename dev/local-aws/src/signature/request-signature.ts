/** Who signed a request, for what, and when, as the request itself claims. */
export interface RequestSignature {
  /** In the `Authorization` header, in the query (presigned), or in the fields of a form. */
  readonly place: 'header' | 'query' | 'form';
  readonly accessKeyId: string;
  /** `YYYYMMDD/region/service/aws4_request` is the scope; these are its parts. */
  readonly scopeDate: string;
  readonly region: string;
  readonly service: string;
  /** In lower case, in the order given. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly signedAt: Date;
  /** Seconds; presigned requests only. */
  readonly expiresIn?: number;
}
