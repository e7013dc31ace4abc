import { type ObjectStore, traceReads } from '@proofsheet/object-store';
import { isInternalMessage, parseDigest } from '@proofsheet/photos';
import { type Handle, traceHandle } from '@proofsheet/queue';
import { type SpanOptions, type Tracing, traceStep, traceWork } from '@proofsheet/runtime/telemetry';
import type { AnnounceTogether, AnnounceTogetherOptions } from '../announce/announce-together.ts';
import type { Announcer } from '../announce/create-announcer.ts';
import type { Photo } from '../announce/look-at-photo.ts';

type Steps = Pick<AnnounceTogetherOptions, 'compose' | 'publish'>;

/** What is put around the parts of the notifier. Without tracing each is returned as it is, so that it costs nothing. */
export interface AnnouncementTraces {
  handle(handle: Handle): Handle;
  announcer(announcer: Announcer): Announcer;
  /** What is read of a thumbnail, or of a failure record, tells to which trace an event belongs. */
  reads(store: ObjectStore): ObjectStore;
  announce(announce: AnnounceTogether): AnnounceTogether;
  /** A message carries the trace of its announcement. */
  steps(steps: Steps): Steps;
}

export function createAnnouncementTraces(tracing: Tracing | undefined): AnnouncementTraces {
  if (!tracing) return untraced;
  return {
    handle(handle) {
      const traced = traceHandle(
        tracing,
        { name: 'event of thumbnail', isFollowUp: isInternalMessage },
        handle,
      );
      // A digest mostly waits for more photos, which is nothing to look at. What it announces has a span of its own.
      return (message, context) =>
        (parseDigest(message.body) === undefined ? traced : handle)(message, context);
    },
    announcer: ({ handlePhoto, handleDigest }) => ({
      handleDigest,
      async handlePhoto(key, signal) {
        const span = tracing.active();
        span?.set({ 'aws.s3.key': key });
        const outcome = await handlePhoto(key, signal);
        span?.set({ 'proofsheet.outcome': outcome });
        return outcome;
      },
    }),
    reads: (store) => traceReads(tracing, store),
    announce: (announce) => (photos, claim, signal) => {
      const options = optionsOf(tracing, photos);
      return traceWork(tracing, options, async (span) => {
        if (!options.parent) for (const photo of photos) span.meet(contextOf(photo));
        const published = await announce(photos, claim, signal);
        span.set({ 'proofsheet.published': published });
        return published;
      });
    },
    steps: (steps) => traceSteps(tracing, steps),
  };
}

function traceSteps(tracing: Tracing, { compose, publish }: Steps): Steps {
  return {
    async compose(photos) {
      const publication = await compose(photos);
      const traceparent = tracing.active()?.traceparent();
      return traceparent === undefined
        ? publication
        : { ...publication, attributes: { ...publication.attributes, traceparent } };
    },
    publish: (publication, signal) =>
      traceStep(tracing, { name: 'publish', kind: 'client' }, () => publish(publication, signal)),
  };
}

/** One photo's announcement is the end of its trace; one of many is a trace of its own with a link to each of theirs. */
function optionsOf(tracing: Tracing, photos: readonly Photo[]): SpanOptions {
  return {
    name: 'announce photos',
    kind: 'producer',
    parent: tracing.active(),
    meeting: photos.length === 1 ? 'child' : 'link',
    attributes: { 'proofsheet.photos': photos.length, 'proofsheet.status': photos[0]?.status },
  };
}

function contextOf(photo: Photo): { readonly traceparent: string | undefined } {
  const { metadata } = photo.status === 'ready' ? photo.thumbnail : photo.original;
  return { traceparent: metadata.traceparent };
}

const same = <T>(part: T) => part;
const untraced: AnnouncementTraces = {
  handle: same,
  announcer: same,
  reads: same,
  announce: same,
  steps: same,
};
