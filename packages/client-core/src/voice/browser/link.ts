import type { LinkOptions, MediaLink } from '../media-platform.ts'
import type { FrameCrypto } from './frame-crypto.ts'
import { createLinkReport } from './link-report.ts'
import { loudnessOf } from './loudness.ts'
import type { BrowserMicrophone } from './microphone.ts'
import { createPlayback, type Playback } from './playback.ts'

/** A level older than this is nobody's voice any more, ms. */
const levelHoldMs = 300

/** Reading a level waits for the browser's media thread, so it is read less often than a ring is drawn, ms. */
const levelEveryMs = 40

type Slot = { receiver: RTCRtpReceiver; playback: Playback; level: number; readAtMs: number }

type Options = LinkOptions & {
  frameCrypto: FrameCrypto
  microphone: BrowserMicrophone
  speaker: { onChange(listener: (deviceId: string | null) => void): () => void }
}

/** The browser's end of one offer: microphone out, slots in, every frame through the media worker. */
export function openLink({ frameCrypto, iceServers, events, microphone, speaker }: Options): MediaLink {
  const connection = new RTCPeerConnection({ iceServers: iceServers.map(asRtcIceServer), bundlePolicy: 'max-bundle' })
  const slots: Slot[] = []
  const undo: (() => void)[] = []
  const report = createLinkReport(connection)
  let deafened = false

  connection.addEventListener('connectionstatechange', () => {
    if (connection.connectionState === 'connected') events.onConnected()
    if (connection.connectionState === 'failed') events.onFailed()
  })

  const openSlot = (receiver: RTCRtpReceiver): void => {
    receiver.transform = frameCrypto.transform({ side: 'open', slot: slots.length })
    const playback = createPlayback(receiver.track)
    playback.setDeafened(deafened)
    slots.push({ receiver, playback, level: 0, readAtMs: 0 })
    undo.push(speaker.onChange((deviceId) => void playback.setSpeaker(deviceId)))
  }

  /** The transform comes before the track: no frame may find its way out without it. */
  const openMicrophone = ({ sender }: RTCRtpTransceiver): void => {
    sender.transform = frameCrypto.transform({ side: 'seal' })
    undo.push(microphone.onTrack((track) => void sender.replaceTrack(track).catch(() => {})))
  }

  return {
    async answer(offer) {
      await connection.setRemoteDescription({ type: 'offer', sdp: offer })
      for (const transceiver of connection.getTransceivers()) {
        if (transceiver.mid === 'mic') {
          transceiver.direction = 'sendonly'
          openMicrophone(transceiver)
        } else openSlot(transceiver.receiver)
      }
      const answer = await connection.createAnswer()
      // The answer is final; the server takes it in while the browser does. Candidates wait in the browser's queue.
      connection.setLocalDescription(answer).catch(events.onFailed)
      return answer.sdp ?? ''
    },
    async addCandidates(candidates) {
      for (const candidate of candidates) await connection.addIceCandidate({ candidate, sdpMid: 'mic' }).catch(() => {})
    },
    get connected() {
      return connection.connectionState === 'connected'
    },
    level(index) {
      const slot = slots[index]
      const nowMs = performance.now()
      if (!slot || nowMs - slot.readAtMs < levelEveryMs) return slot?.level ?? 0
      slot.readAtMs = nowMs
      slot.level = levelOf(slot.receiver, nowMs)
      return slot.level
    },
    setVolume: (slot, volume) => slots[slot]?.playback.setVolume(volume),
    setDeafened(next) {
      deafened = next
      for (const { playback } of slots) playback.setDeafened(next)
    },
    report,
    close() {
      for (const step of undo.splice(0)) step()
      for (const { playback } of slots.splice(0)) playback.close()
      connection.close()
    },
  }
}

const asRtcIceServer = ({ urls, username, credential }: LinkOptions['iceServers'][number]): RTCIceServer => ({
  urls,
  ...(username === undefined ? {} : { username }),
  ...(credential === undefined ? {} : { credential }),
})

function levelOf(receiver: RTCRtpReceiver, nowMs: number): number {
  const source = receiver.getSynchronizationSources()[0]
  if (source?.audioLevel === undefined) return 0
  return performance.timeOrigin + nowMs - source.timestamp > levelHoldMs ? 0 : loudnessOf(source.audioLevel)
}
