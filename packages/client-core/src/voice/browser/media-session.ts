import type { ChannelEncryption } from '@chaos/protocol'
import type { MediaSession, MediaSessionEvents } from '../media-platform.ts'
import { openFrameCrypto } from './frame-crypto.ts'
import type { GroupWorker } from './group-worker.ts'
import { bundlePolicy, type LinkDevices, openLink } from './link.ts'

type Parts = LinkDevices & { groupWorker: GroupWorker }

const newConnection = (): RTCPeerConnection => new RTCPeerConnection({ bundlePolicy })

/** Everything of a stay that can begin before the server says anything, begins here. */
export function openMediaSession(
  events: MediaSessionEvents,
  encryption: ChannelEncryption,
  { groupWorker, ...devices }: Parts,
): MediaSession {
  const frameCrypto = encryption === 'open' ? null : openFrameCrypto(events)
  let spare: RTCPeerConnection | undefined = newConnection()

  return {
    openGroup(options) {
      if (!frameCrypto) throw new Error('an open session has no group')
      const { port1, port2 } = new MessageChannel()
      frameCrypto.expectKeys(port1)
      return groupWorker.open({ ...options, keys: port2, onBroken: events.onBroken })
    },
    openLink(options) {
      const connection = spare ?? newConnection()
      spare = undefined
      return openLink({ ...options, ...devices, connection, frameCrypto })
    },
    close() {
      spare?.close()
      frameCrypto?.close()
    },
  }
}
