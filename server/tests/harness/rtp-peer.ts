import { randomInt } from 'node:crypto'
import { mediaFormat } from '@chaos/protocol'
import nodeDataChannel, { type Track } from 'node-datachannel'
import { isRtcp } from '../../voice/rtp/rtp-packet.ts'
import { readRtp, rtpBytes, type RtpParts } from './rtp-builder.ts'

/** A packet as it came in a slot. `wholeBytes` is the packet with its header. */
export type SlotPacket = ReturnType<typeof readRtp> & { slot: number; atMs: number; wholeBytes: Buffer }

export type RtpPeer = Awaited<ReturnType<typeof answerOffer>>

/** A real WebRTC client without a microphone of its own: it sends the RTP it is given and hands out what arrives. */
export async function answerOffer(offer: string, onPacket: (packet: SlotPacket) => void) {
  const connection = new nodeDataChannel.PeerConnection('test', { iceServers: [], disableAutoNegotiation: true })
  const ssrc = randomInt(1, mediaFormat.firstSlotSsrc)
  const control: Buffer[] = []
  // Kept: the library closes tracks that nobody refers to.
  const tracks: Track[] = []
  let isConnected = false
  const connected = new Promise<void>((resolve, reject) => {
    connection.onStateChange((state) => {
      isConnected = state === 'connected'
      if (state === 'connected') resolve()
      if (state === 'failed' || state === 'closed') reject(new Error(`the media connection ${state}`))
    })
  })
  connected.catch(() => {})

  connection.onTrack((track) => {
    tracks.push(track)
    const slot = Number(/^slot(\d+)$/.exec(track.mid())?.[1] ?? -1)
    track.onMessage((packet) => {
      if (isRtcp(packet)) control.push(Buffer.from(packet))
      else onPacket({ ...readRtp(Buffer.from(packet)), slot, atMs: performance.now(), wholeBytes: Buffer.from(packet) })
    })
  })
  connection.setRemoteDescription(offer, 'offer')
  const described = new Promise<string>((resolve, reject) => {
    connection.onGatheringStateChange((state) => {
      if (state !== 'complete') return
      const sdp = connection.localDescription()?.sdp
      if (sdp) resolve(sdp)
      else reject(new Error('no answer'))
    })
  })
  connection.setLocalDescription('answer')
  const sdp = await described
  const microphone = tracks.find((track) => track.mid() === 'mic')
  let sequence = randomInt(0x10000)
  let timestamp = randomInt(0x1_0000_0000)

  return {
    /** Names our SSRC: without it the server could not tell which section a packet belongs to. */
    answer: sdp.replace('a=mid:mic\r\n', `a=mid:mic\r\na=ssrc:${ssrc} cname:test\r\n`),
    connected,
    get isConnected(): boolean {
      return isConnected
    },
    ssrc,
    control,
    /** Sends the next packet: loud, Opus, 20 ms after the one before, unless told otherwise. Returns its numbers. */
    send(parts: RtpParts = {}): { sequence: number; timestamp: number } {
      sequence = (sequence + 1) & 0xffff
      timestamp = (timestamp + 960) >>> 0
      const numbers = { sequence, timestamp }
      microphone?.sendMessageBinary(rtpBytes({ level: 20, ssrc, ...numbers, ...parts }))
      return numbers
    },
    sendControl: (packet: Buffer): void =>
      void tracks.find((track) => track.mid() === 'slot0')?.sendMessageBinary(packet),
    close: () => connection.close(),
  }
}
