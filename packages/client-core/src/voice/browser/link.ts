import type { LinkOptions, MediaLink } from '../media-platform.ts'
import type { FrameCrypto } from './frame-crypto.ts'
import { createLinkReport } from './link-report.ts'
import { loudnessOf } from './loudness.ts'
import type { BrowserMicrophone } from './microphone.ts'
import { createPlayback, type Playback } from './playback.ts'

/** A level older than this is nobody's voice any more, ms. */
const levelHoldMs = 300

type Slot = { receiver: RTCRtpReceiver; playback: Playback }

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
    slots.push({ receiver, playback })
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
    level(slot) {
      const source = slots[slot]?.receiver.getSynchronizationSources()[0]
      if (source?.audioLevel === undefined) return 0
      return performance.timeOrigin + performance.now() - source.timestamp > levelHoldMs
        ? 0
        : loudnessOf(source.audioLevel)
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
