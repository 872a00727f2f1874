import { randomInt } from 'node:crypto'
import nodeDataChannel, { type PeerConnection, type Track } from 'node-datachannel'
import { createRtpSource, rtpNumbers } from './rtp-source.ts'

/** Media packets of all peers in this process. */
export type Tally = { sent: number; received: number }

/** `bindAddress`: an IPv4 address of this machine; routes cost CPU time, so both servers are reached over the same kind. */
export type PeerOptions = { tally: Tally; bindAddress: string }

/** Those in a room who speak; the others only receive, by themselves. */
export type Room = { speakers: Peer[] }

/** A real client: ICE, DTLS and SRTP. */
export type Peer = {
  /** Sends the next frame; only for peers with a microphone. */
  sendFrame(): void
  /** Resolves when media can flow; rejects when the connection fails. */
  connected: Promise<void>
  close(): void
}

const levelExtension = 'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level'
const opusPayloadType = 111

export type Answered = {
  peer: Peer
  answer: string
  /** Begins to connect. Call it when the other side has taken the answer. */
  begin(): void
}

/**
 * Takes an offer: receives on every section, and sends on the one that the other side receives on.
 *
 * The offer's candidates are held back until `begin`: on one machine ICE and DTLS are faster than an answer on a socket,
 * and some servers fail a handshake that starts before they have taken the answer.
 */
export async function answerOffer(offer: string, options: PeerOptions): Promise<Answered> {
  const connection = openConnection(options)
  const connected = whenConnected(connection)
  const ssrc = randomSsrc()
  // Tracks are kept: the library closes those that nobody refers to.
  const tracks: Track[] = []
  connection.onTrack((track) => {
    tracks.push(track)
    count(track, options.tally)
  })
  const { description, candidates, mid } = withoutCandidates(offer)
  connection.setRemoteDescription(description, 'offer')
  const sdp = await describe(connection, 'answer')
  const microphone = tracks.find((track) => track.direction() === 'SendOnly')
  const sendFrame = microphone ? frameSender({ track: microphone, sdp, ssrc, tally: options.tally }) : refuseToSend
  const answer = microphone ? withSsrc(sdp, microphone.mid(), ssrc) : sdp
  return {
    peer: { connected, sendFrame, close: () => connection.close() },
    answer,
    begin() {
      for (const candidate of candidates) connection.addRemoteCandidate(candidate, mid)
    },
  }
}

const isCandidate = (line: string): boolean => line.startsWith('a=candidate:')

function withoutCandidates(sdp: string) {
  const lines = sdp.split('\r\n')
  // All sections share one transport, the first one's (RFC 8843).
  const mid = /^a=mid:(\S+)/m.exec(sdp)?.[1] ?? '0'
  return {
    description: lines.filter((line) => !isCandidate(line) && line !== 'a=end-of-candidates').join('\r\n'),
    candidates: [...new Set(lines.filter(isCandidate))].map((line) => line.slice('a='.length)),
    mid,
  }
}

/** Offers one microphone; `accept` takes the other side's answer. */
export async function offerMicrophone(
  options: PeerOptions,
): Promise<{ peer: Peer; offer: string; accept(answer: string): void }> {
  const connection = openConnection(options)
  const connected = whenConnected(connection)
  const ssrc = randomSsrc()
  const media = new nodeDataChannel.Audio('mic', 'SendOnly')
  media.addOpusCodec(opusPayloadType)
  media.addSSRC(ssrc, 'bench', 'bench', 'mic')
  media.parseSdpLine(levelExtension)
  const track = connection.addTrack(media)
  count(track, options.tally)
  const offer = await describe(connection, 'offer')
  return {
    peer: {
      connected,
      sendFrame: frameSender({ track, sdp: offer, ssrc, tally: options.tally }),
      close: () => connection.close(),
    },
    offer,
    accept: (answer) => connection.setRemoteDescription(answer, 'answer'),
  }
}

function openConnection({ bindAddress }: PeerOptions): PeerConnection {
  return new nodeDataChannel.PeerConnection('peer', { iceServers: [], disableAutoNegotiation: true, bindAddress })
}

/** The whole receive path. RTCP shares the way; its second byte is 192 to 223 (RFC 5761 §4). */
function count(track: Track, tally: Tally): void {
  track.onMessage((packet) => {
    const second = packet[1] ?? 192
    if (second < 192 || second > 223) tally.received++
  })
}

type Sender = { track: Track; sdp: string; ssrc: number; tally: Tally }

function frameSender({ track, sdp, ssrc, tally }: Sender): () => void {
  const source = createRtpSource({ ...rtpNumbers(sdp), ssrc })
  return () => {
    if (track.sendMessageBinary(source.next())) tally.sent++
  }
}

function refuseToSend(): never {
  throw new Error('this peer has no microphone')
}

/** Our description, once all candidates are in it. */
function describe(connection: PeerConnection, type: 'offer' | 'answer'): Promise<string> {
  return new Promise((resolve, reject) => {
    connection.onGatheringStateChange((state) => {
      if (state !== 'complete') return
      const description = connection.localDescription()
      if (description) resolve(description.sdp)
      else reject(new Error('gathering ended without a description'))
    })
    connection.setLocalDescription(type)
  })
}

function whenConnected(connection: PeerConnection): Promise<void> {
  const connected = new Promise<void>((resolve, reject) => {
    connection.onStateChange((state) => {
      if (state === 'connected') resolve()
      if (state === 'failed' || state === 'closed') reject(new Error(`the connection ${state}`))
    })
  })
  // Whoever waits gets the rejection; a peer that is closed before anybody waits is no accident.
  connected.catch(() => {})
  return connected
}

/** Names our SSRC in the microphone's section: without it the other side cannot tell which section a packet belongs to. */
const withSsrc = (sdp: string, mid: string, ssrc: number): string =>
  sdp.replace(`a=mid:${mid}\r\n`, `a=mid:${mid}\r\na=ssrc:${ssrc} cname:bench\r\n`)

const randomSsrc = (): number => randomInt(1, 0x1_0000_0000)
