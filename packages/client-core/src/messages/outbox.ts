import { type AudioFacts, type ChannelEncryption, type MessageContent, messageLimits } from '@chaos/protocol'
import { toBase64Url } from '@chaos/crypto/keys'
import { backoffMs } from '../connection/backoff.ts'
import type { Clock, Timer } from '../platform.ts'
import { recordingFormat, type RecordingId, type RecordingPlatform } from '../recording/recording-parts.ts'
import { entryOf } from '../recording/recorder.ts'
import { sendingChanged, sendingEnded, type Sending } from '../state/outbox-slice.ts'
import { type KeptEntry, keptPut, keptRemoved } from '../state/recording-slice.ts'
import type { Dispatch, RootState } from '../state/store.ts'
import type { MessageSending } from './send-message.ts'
import type { Upload } from './upload-parts.ts'

/** Recordings that are to be sent go one after the other, by themselves, however often the network goes away. */
export interface Outbox {
  /** Takes a recording that is kept. Returns once that is on disk. */
  send(id: RecordingId, caption: string): Promise<void>
  /** Takes it back; it stays kept. */
  withdraw(id: RecordingId): Promise<void>
  /** The network is back, or the list was read: goes on now. */
  wake(): void
  close(): void
}

type Deps = {
  recordings: Pick<RecordingPlatform, 'queue' | 'read' | 'remove'>
  upload: Upload
  sending: MessageSending
  encryptionOf: (channelId: string) => ChannelEncryption | null
  dispatch: Dispatch
  getState: () => RootState
  clock: Clock
  random: () => number
}

export function createOutbox(deps: Deps): Outbox {
  const { recordings, dispatch, getState, clock } = deps
  let isRunning = false
  let attempt = 0
  let timer: Timer | null = null
  const change = (id: RecordingId, to: Partial<Sending>) => void dispatch(sendingChanged({ id, change: to }))
  const nextOne = (): KeptEntry | undefined => {
    const { recording, outbox } = getState()
    return recording.kept?.find(
      ({ id, caption, facts }) => caption !== null && facts && outbox[id]?.phase !== 'refused',
    )
  }

  const later = (): void => {
    if (timer) clock.clearTimeout(timer)
    timer = clock.setTimeout(wake, backoffMs(attempt, deps.random()))
    attempt += 1
  }
  async function run(): Promise<void> {
    for (let entry = nextOne(); entry; entry = nextOne()) {
      change(entry.id, { phase: 'sending', code: null })
      const outcome = await sendOne(deps, entry, (sentBytes) => change(entry.id, { sentBytes }))
      if (outcome === 'later') {
        change(entry.id, { phase: 'waiting' })
        return later()
      }
      attempt = 0
      if (outcome !== 'sent') {
        change(entry.id, { phase: 'refused', code: outcome.code })
        continue
      }
      await recordings.remove(entry.id)
      dispatch(keptRemoved(entry.id))
      dispatch(sendingEnded(entry.id))
    }
  }
  function wake(): void {
    if (timer) clock.clearTimeout(timer)
    timer = null
    if (isRunning) return
    isRunning = true
    void run()
      .catch(later)
      .finally(() => {
        isRunning = false
      })
  }
  const queue = async (id: RecordingId, caption: string | null): Promise<void> => {
    dispatch(keptPut(entryOf(await recordings.queue(id, caption))))
  }

  return {
    async send(id, caption) {
      await queue(id, caption)
      change(id, { phase: 'waiting', code: null })
      wake()
    },
    async withdraw(id) {
      await queue(id, null)
      dispatch(sendingEnded(id))
    },
    wake,
    close() {
      if (timer) clock.clearTimeout(timer)
    },
  }
}

type Sent = 'sent' | 'later' | { code: Sending['code'] }

/** Upload and message have ids that were chosen before, so doing it again after any interruption makes nothing twice. */
async function sendOne(deps: Deps, entry: KeptEntry, onProgress: (sentBytes: number) => void): Promise<Sent> {
  const { id, channelId, facts, caption } = entry
  const encryption = deps.encryptionOf(channelId)
  if (!facts || encryption === null) return 'later'
  const uploaded = await deps.upload({ objectId: id, channelId, file: await deps.recordings.read(id), onProgress })
  if (uploaded.kind !== 'sent') return uploaded.kind === 'unreachable' ? 'later' : { code: uploaded.code }
  const content: MessageContent = { ...(caption ? { text: caption } : {}), audio: factsOf(facts) }
  const audio = { objectId: id, durationMs: Math.max(1, facts.durationMs) }
  const outcome = await deps.sending({ id, channelId, encryption }, content, audio)
  if (outcome.ok) return 'sent'
  return outcome.failure.retryable ? 'later' : { code: outcome.failure.code }
}

const factsOf = ({ peaks, silences, loudness }: NonNullable<KeptEntry['facts']>): AudioFacts => ({
  format: recordingFormat,
  peaks: toBase64Url(Uint8Array.from(peaks)),
  ...(loudness === null ? {} : { loudness }),
  silences: silences.slice(0, messageLimits.silences),
})
