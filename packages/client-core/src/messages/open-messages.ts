import type { ChannelEncryption, PresenceServerMessage } from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'
import type { Clock } from '../platform.ts'
import { createPlayer, type Player } from '../player/player.ts'
import { sourceOfFile } from '../player/file-source.ts'
import type { OpenSoundOutput, SoundSource } from '../player/sound-parts.ts'
import { createRecorder, type Recorder } from '../recording/recorder.ts'
import type { KeptEntry } from '../state/recording-slice.ts'
import type { RecordingPlatform } from '../recording/recording-parts.ts'
import type { Store } from '../state/store.ts'
import type { TimelineMessage } from '../state/timeline-slice.ts'
import { audioPath, createMessageApi } from './message-api.ts'
import { withoutKeys } from './message-sealing.ts'
import { sourceOfMessage } from './message-source.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createMessageSending } from './send-message.ts'
import { createTimeline } from './timeline.ts'
import type { Upload } from './upload-parts.ts'
import { uuidV7 } from './uuid-v7.ts'

/** Recording, playing and moving sound, where the platform can. */
export type SoundPlatform = {
  recordings: RecordingPlatform
  openOutput: OpenSoundOutput
  upload: Upload
  /** Bytes of a range, first and last included, with the viewer's token. Rejects unless exactly a part came. */
  readRange(path: string, range: { from: number; to: number }): Promise<Uint8Array<ArrayBuffer>>
  randomBytes(count: number): Uint8Array
}

export type SoundDeps = {
  getState: Store['getState']
  baseUrl: string
  accessToken: () => Promise<string | null>
}

/** null: this platform has no sound. */
export type CreateSound = ((deps: SoundDeps) => SoundPlatform) | null

export interface SoundCommands {
  recorder: Recorder
  player: Player
  outbox: Outbox
  /** null: nothing to hear in it, or nothing that this device can read. */
  sourceOf(item: TimelineMessage): SoundSource | null
  sourceOfKept(entry: KeptEntry): Promise<SoundSource>
}

type Deps = {
  store: Store
  call: AuthorizedCall
  clock: Clock
  random: () => number
  baseUrl: string
  accessToken: () => Promise<string | null>
  createSound: CreateSound
}

/** Messages of a client: timelines always, recordings where the platform has sound. */
export function openMessages({ store, call, clock, random, createSound, ...way }: Deps) {
  const { dispatch, getState } = store
  const sound = createSound?.({ getState, ...way }) ?? null
  const newId = () => uuidV7(clock.now(), sound?.randomBytes ?? ((count) => bytesBy(random, count)))
  const api = createMessageApi(call)
  const sending = createMessageSending(api, withoutKeys)
  const parts = { dispatch, getState, clock, random, newId }
  const timeline = createTimeline({ ...parts, api, sending, sealingOf: withoutKeys })
  const commands = sound && openSound({ ...parts, sound, sending, encryptionOf: encryptionIn(store) })

  return {
    timeline: timeline.commands,
    sound: commands,
    told: (fact: PresenceServerMessage) => timeline.told(fact),
    /** Somebody signed in, or the connection stands again. */
    async wake(): Promise<void> {
      timeline.readAgain()
      if (getState().recording.kept === null) await commands?.recorder.list()
      commands?.outbox.wake()
    },
    /** Nobody is signed in any more. */
    rest(): void {
      timeline.forget()
      commands?.player.stop()
    },
    async close(): Promise<void> {
      commands?.outbox.close()
      commands?.player.close()
      await commands?.recorder.close()
    },
  }
}

type SoundParts = Pick<Deps, 'clock' | 'random'> &
  Pick<Store, 'dispatch' | 'getState'> & {
    sound: SoundPlatform
    newId: () => string
    sending: ReturnType<typeof createMessageSending>
    encryptionOf: (channelId: string) => ChannelEncryption | null
  }

function openSound({
  sound,
  newId,
  sending,
  encryptionOf,
  clock,
  random,
  dispatch,
  getState,
}: SoundParts): SoundCommands {
  const { recordings, upload } = sound
  const state = { dispatch, getState }
  return {
    recorder: createRecorder({ ...state, platform: recordings, now: () => clock.now(), newId }),
    player: createPlayer({ ...state, openOutput: sound.openOutput }),
    outbox: createOutbox({ ...state, recordings, upload, sending, encryptionOf, clock, random }),
    sourceOf({ message: { id, audio }, content }) {
      if (!audio || !content?.audio) return null
      const read = (from: number, to: number) => sound.readRange(audioPath(id), { from, to })
      return sourceOfMessage({ audio, facts: content.audio, read })
    },
    sourceOfKept: async ({ id, facts }) => sourceOfFile(await recordings.read(id), facts?.durationMs ?? 0),
  }
}

const bytesBy = (random: () => number, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, () => Math.floor(random() * 256))

/** How a channel that the viewer sees is encrypted. */
const encryptionIn =
  ({ getState }: Store) =>
  (channelId: string): ChannelEncryption | null => {
    for (const view of Object.values(getState().communities.views)) {
      const channel = view.status === 'ready' && view.value.channels.find(({ id }) => id === channelId)
      if (channel) return channel.encryption
    }
    return null
  }
