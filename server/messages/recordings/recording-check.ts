import { buffer } from 'node:stream/consumers'
import { type MessageDraft, messageLimits } from '@chaos/protocol'
import type { Viewer } from '../../auth/viewer.ts'
import type { AudioObject } from '../../database/stores/audio-object-store.ts'
import type { MessageStore } from '../../database/stores/message-store.ts'
import { BadRequestError, NotFoundError } from '../../utils/domain-error.ts'
import { AudioInvalidError, RecordingTooLongError } from '../message-refusals.ts'
import type { AudioProcessor } from '../../voice/processing/audio-processor.ts'
import type { MessagePlace, MessagePlaces } from '../places.ts'
import type { Recordings } from './recordings.ts'
import type { Uploads } from './uploads.ts'

type Deps = {
  messages: Pick<MessageStore, 'facts'>
  places: MessagePlaces
  uploads: Pick<Uploads, 'finished'>
  recordings: Pick<Recordings, 'open'>
  processor: Pick<AudioProcessor, 'probe'>
}
export type RecordingCheck = ReturnType<typeof createRecordingCheck>

type Audio = NonNullable<MessageDraft['audio']>

/** A chunk of a sealed object with its tag, and the tag alone, bytes (crypto's SPEC C). */
const sealedChunk = { bytes: 65_552, tagBytes: 16 }
/** What a recording of no length may have: headers, a tag, a chunk that is not full. */
const slackBytes = 256 * 1024
/** Encoders add and cut a little at both ends. */
const toleratedMs = 1_000

/** Whether chunks could have this size together: the last one has its tag at least. */
const isSealedSize = (sizeBytes: number): boolean => {
  const last = sizeBytes % sealedChunk.bytes
  return sizeBytes > 0 && (last === 0 || last >= sealedChunk.tagBytes)
}

function requireShort({ longestMessageMs }: MessagePlace, { durationMs }: Audio): void {
  if (durationMs > longestMessageMs) throw new RecordingTooLongError(`at most ${longestMessageMs / 1000} s here`)
}

function requireLikely({ encryption }: MessagePlace, { durationMs }: Audio, object: AudioObject): void {
  if (encryption === 'e2ee' && !isSealedSize(object.sizeBytes))
    throw new AudioInvalidError('sealed chunks do not have this size')
  if (object.sizeBytes > slackBytes + (durationMs / 1000) * messageLimits.bytesPerSecond)
    throw new AudioInvalidError('a recording of this length is not that large')
}

/** What a message's recording has to be: there, whole, its author's, and as long as the channel takes it. */
export function createRecordingCheck({ messages, places, uploads, recordings, processor }: Deps) {
  /** In open channels the server looks for itself. */
  async function requireAudio({ objectId, durationMs }: Audio): Promise<void> {
    const probe = await processor.probe(async () => buffer(await recordings.open(objectId)))
    if (!probe) throw new AudioInvalidError('this is no recording that can be played')
    if (Math.abs(probe.durationMs - durationMs) > toleratedMs)
      throw new AudioInvalidError(`the recording is ${probe.durationMs} ms long`)
  }

  async function requireForwarded(viewer: Viewer, place: MessagePlace, draft: MessageDraft): Promise<void> {
    const source = draft.forwardOf === undefined ? null : await messages.facts(draft.forwardOf)
    if (!source?.body) throw new NotFoundError('there is no such message')
    const from = await places.enter(viewer, 'view_channels', source.channelId)
    const { audio } = draft
    if (!audio) return
    requireShort(place, audio)
    if (audio.objectId !== source.audioObjectId || audio.durationMs !== source.durationMs)
      throw new BadRequestError('this is not the recording of that message')
    if (from.encryption !== place.encryption)
      throw new BadRequestError('between sealed and open channels a recording has to be sent anew')
  }

  return {
    /**
     * Throws {@link NotFoundError}, {@link BadRequestError}, {@link RecordingTooLongError}, {@link AudioInvalidError}, or the refusal
     * of an upload that is not finished.
     */
    async require(viewer: Viewer, place: MessagePlace, draft: MessageDraft): Promise<void> {
      if (draft.forwardOf !== undefined) return requireForwarded(viewer, place, draft)
      const { audio } = draft
      if (!audio) return
      const object = await uploads.finished(viewer, audio.objectId)
      if (object.channelId !== draft.channelId) throw new BadRequestError('it was recorded for another channel')
      requireShort(place, audio)
      requireLikely(place, audio, object)
      if (place.encryption === 'open') await requireAudio(audio)
    },
  }
}
