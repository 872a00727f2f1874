import type { LinkOptions, MediaLink } from '../media-platform.ts'
import type { FrameCrypto } from './frame-crypto.ts'
import { createLinkReport } from './link-report.ts'
import type { BrowserMicrophone } from './microphone.ts'
import { createSlots, type Speaker } from './slots.ts'

/** One transport for everything; a connection's policy is for life. */
export const bundlePolicy = 'max-bundle'

export type LinkDevices = { microphone: BrowserMicrophone; speaker: Speaker }

type Options = LinkOptions &
  LinkDevices & {
    connection: RTCPeerConnection
    /** null: frames pass as they are, in a room that is not encrypted. */
    frameCrypto: FrameCrypto | null
  }

/** The browser's end of one offer: microphone out, slots in, every frame through the media worker if there is one. */
export function openLink({
  connection,
  frameCrypto,
  iceServers,
  events,
  bitrate,
  microphone,
  speaker,
}: Options): MediaLink {
  const slots = createSlots(speaker)
  const report = createLinkReport(connection)
  const undo: (() => void)[] = []
  let ownVoice: RTCRtpSender | undefined
  let wanted = bitrate
  if (iceServers.length > 0) connection.setConfiguration({ bundlePolicy, iceServers: iceServers.map(asRtcIceServer) })

  connection.addEventListener('connectionstatechange', () => {
    if (connection.connectionState === 'connected') events.onConnected()
    if (connection.connectionState === 'failed') events.onFailed()
  })

  const openSlot = ({ receiver }: RTCRtpTransceiver): void => {
    if (frameCrypto) receiver.transform = frameCrypto.transform({ side: 'open', slot: slots.count })
    slots.open(receiver)
  }

  /** Encodings exist once the answer is applied (WebRTC §5.2); until then it waits. */
  const applyBitrate = async (): Promise<void> => {
    const parameters = ownVoice?.getParameters()
    const [encoding] = parameters?.encodings ?? []
    if (!parameters || !encoding || wanted === null || encoding.maxBitrate === wanted) return
    encoding.maxBitrate = wanted
    // A browser that will not have it goes on with its own.
    await ownVoice?.setParameters(parameters).catch(() => {})
  }

  /** The transform comes before the track: no frame may find its way out without it. */
  const openMicrophone = (transceiver: RTCRtpTransceiver): void => {
    const { sender } = transceiver
    ownVoice = sender
    transceiver.direction = 'sendonly'
    if (frameCrypto) sender.transform = frameCrypto.transform({ side: 'seal' })
    undo.push(microphone.onTrack((track) => void sender.replaceTrack(track).catch(() => {})))
  }

  return {
    async answer(offer) {
      await connection.setRemoteDescription({ type: 'offer', sdp: offer })
      const [microphoneSection, ...slotSections] = connection.getTransceivers()
      if (microphoneSection) openMicrophone(microphoneSection)
      // Before the local description: a receiver that gets its transform later may play sealed frames as noise.
      slotSections.forEach(openSlot)
      const answer = await connection.createAnswer()
      // The answer is final; the server takes it in while the browser does, and is ready when that knocks.
      connection.setLocalDescription(answer).then(applyBitrate, events.onFailed)
      return answer.sdp ?? ''
    },
    get connected() {
      return connection.connectionState === 'connected'
    },
    level: slots.level,
    setVolume: slots.setVolume,
    setDeafened: slots.setDeafened,
    setBitrate(next) {
      wanted = next
      void applyBitrate()
    },
    report,
    close() {
      for (const step of undo.splice(0)) step()
      slots.close()
      connection.close()
    },
  }
}

const asRtcIceServer = ({ urls, username, credential }: LinkOptions['iceServers'][number]): RTCIceServer => ({
  urls,
  ...(username === undefined ? {} : { username }),
  ...(credential === undefined ? {} : { credential }),
})
