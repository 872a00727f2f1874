import nodeDataChannel, { type PeerConnection, type Track } from 'node-datachannel'
import { mediaFormat } from '@chaos/protocol'
import { isRtcp } from '../rtp/rtp-packet.ts'
import { slotSsrc } from '../rtp/slot-ssrc.ts'
import { answerTakesRed, asLibraryOffer } from './answer.ts'
import type { MediaSite } from './media-site.ts'
import type { MediaTransport, MediaTransportEvents } from './media-transport.ts'
import {
  candidatesOf,
  createIceCredentials,
  levelExtension,
  type MediaAddress,
  opusParameters,
  writeOffer,
} from './offer.ts'

const { Audio, PeerConnection: NativePeerConnection } = nodeDataChannel

/** An answer that the library refuses. */
export type AnswerOutcome = 'applied' | 'refused'

/**
 * One participant's WebRTC session, driven by the server: one offer with a microphone section and all slots, one answer,
 * never a renegotiation. What is said in the slots later is told on the socket.
 *
 * The offer is ours; the library comes in when the answer is here, and takes the part of the answerer. It begins to
 * connect when the client has knocked as well: it sends its own check at once to an address that it knows beforehand,
 * and 50 to 150 ms late to one that it learns from a check.
 */
export class WebRtcTransport implements MediaTransport {
  readonly #site: MediaSite
  readonly #events: MediaTransportEvents
  readonly #credentials = createIceCredentials()
  readonly #stopListening: () => void
  #connection: PeerConnection | undefined
  /** Held although nothing is sent on it: a track whose wrapper is collected goes silent. */
  #microphone: Track | undefined
  /** Carries every slot; what belongs to which is said by the packets' SSRCs. */
  #slots: Track | undefined
  #client: MediaAddress | undefined
  #connected = false
  #closed = false
  #understandsRed = false

  constructor(site: MediaSite, events: MediaTransportEvents) {
    this.#site = site
    this.#events = events
    this.#stopListening = site.knocks.expect(this.#credentials.iceUfrag, (from) => {
      this.#client ??= from
      this.#connect()
    })
  }

  get connected(): boolean {
    return this.#connected
  }

  get understandsRed(): boolean {
    return this.#understandsRed
  }

  offer(): string {
    const { addresses, certificate, slots } = this.#site
    return writeOffer({ credentials: this.#credentials, fingerprint: certificate.fingerprint, addresses, slots })
  }

  answer(sdp: string): AnswerOutcome {
    if (this.#closed || this.#connection) return 'refused'
    this.#connection = this.#openConnection()
    this.#microphone = this.#listen(this.#connection.addTrack(microphoneMedia()))
    this.#slots = this.#listen(this.#connection.addTrack(slotMedia(this.#site.slots)))
    try {
      this.#connection.setRemoteDescription(asLibraryOffer(sdp), 'offer')
    } catch {
      return 'refused'
    }
    this.#understandsRed = answerTakesRed(sdp)
    this.#connect()
    return 'applied'
  }

  send(packet: Buffer): void {
    if (!this.#connected) return
    try {
      this.#slots?.sendMessageBinary(packet)
    } catch {
      // The library closed the track and has not told us yet; that news ends this transport.
      this.#connected = false
    }
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#connected = false
    this.#stopListening()
    this.#microphone?.close()
    this.#connection?.close()
    this.#events.onClosed()
  }

  #openConnection(): PeerConnection {
    const { port, certificate } = this.#site
    const connection = new NativePeerConnection('participant', {
      iceServers: [],
      enableIceUdpMux: true,
      disableAutoNegotiation: true,
      portRangeBegin: port,
      portRangeEnd: port,
      // Either may be the text itself instead of a file's name.
      certificatePemFile: certificate.certificatePem,
      keyPemFile: certificate.keyPem,
    })
    connection.onStateChange((state) => this.#onState(state))
    return connection
  }

  /** Once the answer is in force and the client has knocked, whichever comes last. */
  #connect(): void {
    const connection = this.#connection
    if (this.#closed || !this.#client || connection?.signalingState() !== 'have-remote-offer') return
    this.#stopListening()
    // This, too, may run in a native callback.
    try {
      for (const candidate of candidatesOf([this.#client])) connection.addRemoteCandidate(candidate, 'mic')
      connection.setLocalDescription('answer', this.#credentials)
    } catch (error) {
      this.#events.onFault(error)
      this.close()
    }
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
