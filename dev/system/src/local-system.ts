/** How scripts and tools reach a running system: the contents of `.proofsheet/local.json`. */
export interface LocalSystem {
  readonly apiUrl: string;
  readonly apiKey: string;
  /** Of a second owner. */
  readonly otherApiKey: string;
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly originalsBucket: string;
  readonly thumbnailsBucket: string;
  readonly derivedBucket: string;
  readonly originalsQueueUrl: string;
  readonly thumbnailsQueueUrl: string;
  readonly originalsDlqUrl: string;
  readonly thumbnailsDlqUrl: string;
  readonly topicArn: string;
  readonly mailboxUrl: string;
}

/** Path of the file, relative to the folder in which the demo was started. */
export const localFile = '.proofsheet/local.json';
