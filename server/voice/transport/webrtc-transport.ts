import nodeDataChannel, { type PeerConnection, type Track } from 'node-datachannel'
import { mediaFormat } from '@chaos/protocol'
import { slotSsrc } from '../rtp/slot-ssrc.ts'
import { isRtcp } from '../rtp/rtp-packet.ts'
import type { MediaTransport, MediaTransportEvents } from './media-transport.ts'
import { gatherSlots, spreadSlots } from './slot-sections.ts'
import { answerTakesRed, candidatesOf, type MediaAddress, withoutCandidates } from './offer.ts'

const { Audio, PeerConnection: NativePeerConnection } = nodeDataChannel

export type WebRtcOptions = {
  /** The one UDP port of all participants. */
  port: number
  addresses: readonly MediaAddress[]
  slots: number
  events: MediaTransportEvents
}

/** An answer that the library refuses. */
export type AnswerOutcome = 'applied' | 'refused'

const opusParameters = `minptime=10;useinbandfec=1;usedtx=1;maxaveragebitrate=${mediaFormat.opusBitrate}`
const levelExtension = `a=extmap:${mediaFormat.levelExtensionId} ${mediaFormat.levelExtensionUri}`

/**
 * One participant's WebRTC session, driven by the server: one offer with a microphone section and all slots, one answer,
 * never a renegotiation. What is said in the slots later is told on the socket.
 */
export class WebRtcTransport implements MediaTransport {
  /** Where the client reaches us; for after the answer was applied. */
  readonly candidates: string[]
  readonly #connection: PeerConnection
  /** Held although nothing is sent on it: a track whose wrapper is collected goes silent. */
  readonly #microphone: Track
  /** Carries every slot; what belongs to which is said by the packets' SSRCs. */
  readonly #slots: Track
  readonly #slotCount: number
  readonly #events: MediaTransportEvents
  #connected = false
  #closed = false
  #understandsRed = false

  constructor({ port, addresses, slots, events }: WebRtcOptions) {
    this.#events = events
    this.candidates = candidatesOf(addresses)
    this.#connection = new NativePeerConnection('participant', {
      iceServers: [],
      enableIceUdpMux: true,
      disableAutoNegotiation: true,
      portRangeBegin: port,
      portRangeEnd: port,
    })
    this.#connection.onStateChange((state) => this.#onState(state))
    this.#microphone = this.#listen(this.#connection.addTrack(microphoneMedia()))
    this.#slots = this.#listen(this.#connection.addTrack(slotMedia(slots)))
    this.#slotCount = slots
  }

  get connected(): boolean {
    return this.#connected
  }

  get understandsRed(): boolean {
    return this.#understandsRed
  }

  /** The one offer. It is final at once: our candidates do not depend on what the library gathers. */
  offer(): string {
    this.#connection.setLocalDescription('offer')
    const description = this.#connection.localDescription()
    if (!description) throw new Error('the library made no offer')
    return spreadSlots(withoutCandidates(description.sdp), this.#slotCount)
  }

  answer(sdp: string): AnswerOutcome {
    if (this.#closed || this.#connection.signalingState() !== 'have-local-offer') return 'refused'
    try {
      this.#connection.setRemoteDescription(gatherSlots(sdp), 'answer')
    } catch {
      return 'refused'
    }
    this.#understandsRed = answerTakesRed(sdp)
    return 'applied'
  }

  send(packet: Buffer): void {
    if (!this.#connected) return
    try {
      this.#slots.sendMessageBinary(packet)
    } catch {
      // The library closed the track and has not told us yet; that news ends this transport.
      this.#connected = false
    }
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#connected = false
    this.#microphone.close()
    this.#connection.close()
    this.#events.onClosed()
  }

  #listen(track: Track): Track {
    track.onMessage((packet) => {
      if (this.#closed) return
      // What is thrown in a native callback would end the process, and every call on it.
      try {
        if (isRtcp(packet)) this.#events.onControl(packet)
        else this.#events.onMedia(packet)
      } catch (error) {
        this.#events.onFault(error)
      }
    })
    return track
  }

  #onState(state: string): void {
    if (this.#closed) return
    if (state === 'connected') {
      this.#connected = true
      this.#events.onConnected()
    }
    if (state === 'failed' || state === 'closed') this.close()
  }
}

function microphoneMedia() {
  const audio = new Audio('mic', 'RecvOnly')
  // RED first: a browser sends by the first format both know.
  audio.addAudioCodec(mediaFormat.red, 'red/48000/2', `${mediaFormat.opus}/${mediaFormat.opus}`)
  audio.addOpusCodec(mediaFormat.opus, opusParameters)
  audio.parseSdpLine(levelExtension)
  return audio
}

function slotMedia(slots: number) {
  const audio = new Audio('slot0', 'SendOnly')
  audio.addOpusCodec(mediaFormat.opus, opusParameters)
  audio.addAudioCodec(mediaFormat.red, 'red/48000/2', `${mediaFormat.opus}/${mediaFormat.opus}`)
  for (let slot = 0; slot < slots; slot += 1) audio.addSSRC(slotSsrc(slot), 'chaos', `slot${slot}`, `slot${slot}`)
  audio.parseSdpLine(levelExtension)
  return audio
}
