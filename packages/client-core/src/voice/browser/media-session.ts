import type { ChannelEncryption } from '@chaos/protocol'
import type { MediaSession, MediaSessionEvents } from '../media-platform.ts'
import { openFrameCrypto } from './frame-crypto.ts'
import type { GroupWorker } from './group-worker.ts'
import { type LinkDevices, openLink } from './link.ts'
import type { Spares } from './spares.ts'

type Parts = LinkDevices & { groupWorker: GroupWorker; spares: Spares }

export function openMediaSession(
  events: MediaSessionEvents,
  encryption: ChannelEncryption,
  { groupWorker, spares, ...devices }: Parts,
): MediaSession {
  const frameCrypto = encryption === 'open' ? null : openFrameCrypto(spares.takeWorker(), events)

  return {
    openGroup(options) {
      if (!frameCrypto) throw new Error('an open session has no group')
      const { port1, port2 } = new MessageChannel()
      frameCrypto.expectKeys(port1)
      return groupWorker.open({ ...options, keys: port2, onBroken: events.onBroken })
    },
    openLink: (options) => openLink({ ...options, ...devices, connection: spares.takeConnection(), frameCrypto }),
    close: () => frameCrypto?.close(),
  }
}
