import {
  type ParticipantId,
  parseVoiceServerMessage,
  protocolVersion,
  type VoiceClientMessage,
  type VoiceServerMessage,
  voiceLimits,
} from '@chaos/protocol'
import { answerOffer, type RtpPeer, type SlotPacket } from './rtp-peer.ts'
import type { RtpParts } from './rtp-builder.ts'
import { openSocket } from './socket-client.ts'

type Hello = Extract<VoiceClientMessage, { type: 'session.hello' }>

export type VoiceClientOptions = {
  url: string
  token: string
  channelId: string
  hello?: Partial<Hello>
  /** Answers offers with a real WebRTC peer; `true` unless told otherwise. */
  media?: boolean
  /** Pings as clients do, so that the server does not take the socket for dead; `true` unless told otherwise. */
  pings?: boolean
  /** The media of an earlier socket, to go on with. */
  keptMedia?: RtpPeer | undefined
  /** Told of every message, with a way to answer it. */
  onMessage?: (message: VoiceServerMessage, send: (message: VoiceClientMessage) => void) => void
}

export type VoiceClient = Awaited<ReturnType<typeof joinVoice>>

/** Opens the socket of a channel and says nothing yet. */
export const openVoiceSocket = (
  { url, channelId }: { url: string; channelId: string },
  onMessage: VoiceClientOptions['onMessage'] = () => {},
) =>
  openSocket<VoiceServerMessage, VoiceClientMessage>({
    url: `${url}/ws/voice/${channelId}`,
    parse: parseVoiceServerMessage,
    onMessage,
  })

export const helloOf = (token: string, more: Partial<Hello> = {}): Hello => ({
  type: 'session.hello',
  version: protocolVersion,
  token,
  muted: false,
  deafened: false,
  sending: true,
  ...more,
})

function keepAlive(socket: Awaited<ReturnType<typeof openVoiceSocket>>): void {
  const timer = setInterval(() => {
    if (socket.isClosed) clearInterval(timer)
    else socket.send({ type: 'session.ping', id: 0 })
  }, voiceLimits.pingEveryMs)
}

/** Somebody in a call, over real sockets and real SRTP. Resolves when they are welcome and, unless told otherwise, their media flows. */
export async function joinVoice(options: VoiceClientOptions) {
  const { token, media = true } = options
  const packets: SlotPacket[] = []
  const listeners = new Set<(packet: SlotPacket) => void>()
  let peer = options.keptMedia
  let answering: Promise<void> = Promise.resolve()

  const onPacket = (packet: SlotPacket): void => {
    packets.push(packet)
    for (const listener of listeners) listener(packet)
    socket.waiting.changed()
  }
  const answer = async (offer: { generation: number; sdp: string }): Promise<void> => {
    peer?.close()
    const next = await answerOffer(offer.sdp, onPacket)
    peer = next
    socket.send({ type: 'media.answer', generation: offer.generation, sdp: next.answer })
  }
  const socket = await openVoiceSocket(options, (message, send) => {
    if (message.type === 'media.offer' && media) answering = answer(message)
    options.onMessage?.(message, send)
  })
  socket.send(helloOf(token, options.hello))
  if (options.pings !== false) keepAlive(socket)
  const welcome = await socket.next('session.welcome')
  const connected = async (): Promise<void> => {
    await socket.next('media.offer')
    await answering
    await peer?.connected
  }
  if (media && !welcome.mediaKept) await connected()

  const send = (parts: RtpParts = {}) => {
    if (!peer) throw new Error('no media')
    return peer.send(parts)
  }
  return {
    ...socket,
    welcome,
    id: welcome.participantId,
    /** Every packet that arrived, in the order of arrival. */
    packets,
    onPacket: (listener: (packet: SlotPacket) => void): void => void listeners.add(listener),
    get media(): RtpPeer {
      if (!peer) throw new Error('no media')
      return peer
    },
    /** Waits for the answer to `media.renew`. */
    connected,
    sendMedia: send,
    /** Sends a packet every 20 ms until the returned function is called. */
    speak(parts: RtpParts = {}): () => void {
      const timer = setInterval(() => send(parts), 20)
      return () => clearInterval(timer)
    },
    /** The first packet with this payload; waits for it. */
    hears: (payload: Uint8Array, withinMs?: number) =>
      socket.waiting.until(
        `the packet ${Buffer.from(payload).toString('hex').slice(0, 16)}`,
        () => packets.find((packet) => packet.payload.equals(payload)),
        withinMs,
      ),
    resume: (keepMedia: boolean): Pick<Hello, 'resume'> => ({ resume: { token: welcome.resumeToken, keepMedia } }),
    muted: (muted: boolean): void => socket.send({ type: 'state.set', muted, deafened: false, sending: true }),
    muteOther: (participantId: ParticipantId, muted: boolean): void =>
      socket.send({ type: 'moderation.mute', participantId, muted }),
    /** Says goodbye and ends the media. */
    leave(): void {
      socket.send({ type: 'session.leave' })
      peer?.close()
    },
    /** Ends everything without a goodbye. */
    dispose(): void {
      socket.kill()
      peer?.close()
    },
  }
}
