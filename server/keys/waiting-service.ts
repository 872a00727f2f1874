import { type ChannelId, keyLimits, type WaitingDevice, type WaitingRequest } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { Asker, KeyWaitingStore } from '../database/stores/key-waiting-store.ts'
import { LimitReachedError } from '../utils/domain-error.ts'
import type { ChannelReaders, Readers } from './channel-readers.ts'
import type { KeyDeviceService } from './key-device-service.ts'
import type { WaitingAnnouncer } from './waiting-announcer.ts'

type Deps = {
  waiting: KeyWaitingStore
  devices: Pick<KeyDeviceService, 'requireSpeaker'>
  readersOf: ChannelReaders
  announcer: WaitingAnnouncer
}
export type WaitingService = ReturnType<typeof createWaitingService>

/** Remembers which devices lack boxes, and asks one member device at a time to serve them. */
export function createWaitingService({ waiting, devices, readersOf, announcer }: Deps) {
  async function enter(viewer: Viewer, { channelId, deviceId }: Asker): Promise<Readers> {
    const readers = await readersOf(viewer, channelId)
    await devices.requireSpeaker(viewer, deviceId)
    return readers
  }

  const serving = async (viewer: Viewer, asker: Asker) => ({
    ...asker,
    readerIds: await (await enter(viewer, asker))(),
    now: new Date(),
  })

  return {
    /** Throws {@link LimitReachedError}. */
    async ask(viewer: Viewer, asker: Asker, { generations, replace = false }: WaitingRequest): Promise<void> {
      const readers = await enter(viewer, asker)
      const outcome = await waiting.ask(asker, { generations, replace, now: new Date() })
      if (outcome === 'too_many')
        throw new LimitReachedError(`a device waits for at most ${keyLimits.waitingPerDevice} generations`)
      tell(asker.channelId, readers)
    },

    /** Who waits, apart from the device that asks. */
    list: async (viewer: Viewer, asker: Asker): Promise<WaitingDevice[]> => waiting.list(await serving(viewer, asker)),

    /** Those whom the device that asks shall serve now. */
    takeTurn: async (viewer: Viewer, asker: Asker): Promise<WaitingDevice[]> =>
      waiting.give(await serving(viewer, asker)),
  }

  function tell(channelId: ChannelId, readers: Readers): void {
    announcer.waits(channelId, readers)
  }
}
