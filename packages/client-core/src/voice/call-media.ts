import type { ChannelEncryption, ParticipantId, VoiceClientMessage, VoiceServerMessage } from '@chaos/protocol'
import type { Clock, Timer } from '../platform.ts'
import type { CallPeople } from './call-people.ts'
import { judgeQuality } from './call-quality.ts'
import type { CallQuality } from './call-state.ts'
import type { LinkReport, MediaLink, MediaPlatform } from './media-platform.ts'

const reportEveryMs = 2_000
/** A link that never connects is given up and asked for anew after this, ms. */
const connectWithinMs = 6_000
/** So many links in a row that never worked mean that media cannot pass here. */
const mostFailures = 4

type Offer = Extract<VoiceServerMessage, { type: 'media.offer' }>

type Options = {
  media: MediaPlatform
  encryption: ChannelEncryption
  clock: Clock
  send(message: VoiceClientMessage): boolean
  people(): CallPeople | undefined
  /** 0–2; null: nothing of them is played. */
  volumeOf(userId: string): number | null
  /** By how much somebody's volume is multiplied just now. */
  gainOf(id: ParticipantId): number
  isDeafened(): boolean
  /** Of our own voice, bit/s; null: not known. It may change during the call. */
  bitrate(): number | null
  onChange(): void
  onQuality(quality: CallQuality): void
  onGivenUp(): void
  /** Encryption does not run here. */
  onBroken(): void
}

/** The media side of a stay: the link to the server and its renewal, frame encryption, volumes, levels and quality. */
export function createCallMedia(options: Options) {
  const { media, clock, send, people } = options
  let link: MediaLink | undefined
  let roundTripMs: number | null = null
  let failures = 0
  let connectTimer: Timer | undefined
  let reportTimer: Timer | undefined
  let closed = false

  const session = media.openSession(
    {
      onSource: (slot, leafIndex) => {
        people()?.source(slot, leafIndex)
        applyVolumes()
      },
      onUndecryptable: (slot, undecryptable) => people()?.undecryptable(slot, undecryptable),
      onBroken: options.onBroken,
    },
    options.encryption,
  )

  const applyVolumes = (): void => {
    const known = people()
    if (!known) return
    for (let slot = 0; slot < known.slots(); slot += 1) {
      const id = known.inSlot(slot)
      const userId = id && known.userOf(id)
      const volume = userId ? options.volumeOf(userId) : null
      link?.setVolume(slot, id && volume !== null ? volume * options.gainOf(id) : null)
    }
  }

  const dropLink = (): void => {
    if (connectTimer) clock.clearTimeout(connectTimer)
    link?.close()
    link = undefined
  }

  const renew = (): void => {
    dropLink()
    options.onChange()
    failures += 1
    if (failures >= mostFailures) options.onGivenUp()
    // Without a socket there is nobody to ask; the next one begins with an offer.
    else send({ type: 'media.renew' })
  }

  const report = async (): Promise<void> => {
    const losses: LinkReport | null = (await link?.report().catch(() => null)) ?? null
    if (closed) return
    const bitrate = options.bitrate()
    if (bitrate !== null) link?.setBitrate(bitrate)
    options.onQuality(judgeQuality(roundTripMs, losses))
    reportTimer = clock.setTimeout(() => void report(), reportEveryMs)
  }
  reportTimer = clock.setTimeout(() => void report(), reportEveryMs)

  return {
    session,
    get connected(): boolean {
      return link?.connected === true
    },
    /** Answers the server's offer with a new link; the one before ends. */
    async offered({ generation, sdp: offer, iceServers }: Offer): Promise<void> {
      dropLink()
      const current = session.openLink({
        iceServers,
        bitrate: options.bitrate(),
        events: {
          onConnected: () => {
            if (current !== link) return
            failures = 0
            if (connectTimer) clock.clearTimeout(connectTimer)
            options.onChange()
          },
          onFailed: () => {
            if (current === link) renew()
          },
        },
      })
      link = current
      current.setDeafened(options.isDeafened())
      applyVolumes()
      connectTimer = clock.setTimeout(() => {
        if (current === link && !current.connected) renew()
      }, connectWithinMs)
      try {
        const sdp = await current.answer(offer)
        if (current === link) send({ type: 'media.answer', generation, sdp })
      } catch {
        if (current === link) renew()
      }
    },
    volumesChanged: applyVolumes,
    deafenedChanged: (): void => link?.setDeafened(options.isDeafened()),
    roundTrip(ms: number): void {
      roundTripMs = ms
    },
    level(id: ParticipantId): number {
      const slot = people()?.slotOf(id)
      return slot === undefined ? 0 : (link?.level(slot) ?? 0)
    },
    close(): void {
      closed = true
      if (reportTimer) clock.clearTimeout(reportTimer)
      dropLink()
      session.close()
    },
  }
}
