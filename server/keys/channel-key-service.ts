import type {
  BoxesKept,
  ChannelId,
  GenerationDraft,
  GenerationHeader,
  GenerationPage,
  GenerationQuery,
  KeyBox,
  KeyLogPage,
  KeyLogQuery,
  KeyReaderPage,
  KeyReaderQuery,
  KeyRoster,
  UserId,
} from '@chaos/protocol'
import { keyLimits } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { ChannelKeyStore } from '../database/stores/channel-key-store.ts'
import type { KeyLogStore } from '../database/stores/key-log-store.ts'
import { BadRequestError, NotFoundError } from '../utils/domain-error.ts'
import type { ChannelReaders } from './channel-readers.ts'
import { requireSoundGeneration } from './check-generation.ts'
import type { KeyDeviceService } from './key-device-service.ts'
import type { KeyEvents } from './key-events.ts'
import { GenerationTakenError, KeysStaleError, TooManyReadersError } from './key-refusals.ts'
import { headerHash } from './record-hashes.ts'

type Deps = {
  keys: ChannelKeyStore
  logs: Pick<KeyLogStore, 'countOf' | 'identitiesOf' | 'page'>
  devices: Pick<KeyDeviceService, 'requireSpeaker'>
  readersOf: ChannelReaders
  events: { user: KeyEvents }
}
/** Which generation of which channel, and which device speaks. */
export type BoxPlace = { channelId: ChannelId; generation: number; deviceId: string }

export type ChannelKeyService = ReturnType<typeof createChannelKeyService>

const idShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const usualPage = 100

/** Keeps the generations of channels' keys in order, and boxes that it cannot open. */
export function createChannelKeyService({ keys, logs, devices, readersOf, events }: Deps) {
  const tell = (userIds: readonly UserId[], { channelId, generation }: Omit<BoxPlace, 'deviceId'>): void => {
    for (const userId of userIds) events.user.publish(userId, { type: 'channel-keys.changed', channelId, generation })
  }

  return {
    /** Headers, with the speaking device's boxes. */
    async page(viewer: Viewer, channelId: ChannelId, { deviceId, from = 1 }: GenerationQuery): Promise<GenerationPage> {
      await readersOf(viewer, channelId)
      await devices.requireSpeaker(viewer, deviceId)
      const headers = await keys.headers(channelId, from)
      const generations = headers.map(({ generation }) => generation)
      return { headers, boxes: await keys.boxes({ channelId, deviceId }, generations) }
    },

    /** Throws {@link NotFoundError}. */
    async roster(viewer: Viewer, channelId: ChannelId, generation: number): Promise<KeyRoster> {
      await readersOf(viewer, channelId)
      const roster = await keys.roster(channelId, generation)
      if (!roster) throw new NotFoundError('there is no such generation')
      return roster
    },

    /** Throws {@link GenerationTakenError}, {@link KeysStaleError} or {@link BadRequestError}. */
    async make(viewer: Viewer, place: Omit<BoxPlace, 'generation'>, draft: GenerationDraft): Promise<GenerationHeader> {
      const { channelId, deviceId } = place
      const readers = await readersOf(viewer, channelId)
      const speaker = await devices.requireSpeaker(viewer, deviceId)
      requireSoundGeneration(draft, { ...speaker, channelId })
      const { header } = draft
      const outcome = await keys.insert({ ...draft, hash: headerHash(header) })
      if (outcome.kind === 'lost') throw new GenerationTakenError(outcome.winner)
      if (outcome.kind === 'stale') throw new KeysStaleError('this is not the next generation')
      tell(await readers(), header)
      return header
    },

    /** Boxes for devices that stand and have none are kept, the others passed over. Throws {@link NotFoundError}. */
    async putBoxes(viewer: Viewer, place: BoxPlace, boxes: readonly KeyBox[]): Promise<BoxesKept> {
      const { channelId, generation } = place
      await readersOf(viewer, channelId)
      await devices.requireSpeaker(viewer, place.deviceId)
      if ((await keys.headers(channelId, generation))[0]?.generation !== generation)
        throw new NotFoundError('there is no such generation')
      const { kept, userIds } = await keys.insertBoxes({ channelId, generation, boxes })
      tell(userIds, place)
      return { kept }
    },

    /** Throws {@link TooManyReadersError}, or {@link BadRequestError} for a strange cursor. */
    async readers(
      viewer: Viewer,
      channelId: ChannelId,
      { cursor, limit = usualPage }: KeyReaderQuery,
    ): Promise<KeyReaderPage> {
      if (cursor !== undefined && !idShape.test(cursor)) throw new BadRequestError('the cursor is not one of ours')
      const readers = await readersOf(viewer, channelId)
      const userIds = await readers()
      if (userIds.length > keyLimits.rosterMembers && (await logs.countOf(userIds)) > keyLimits.rosterMembers)
        throw new TooManyReadersError(`at most ${keyLimits.rosterMembers} people can share a key`)
      const found = await logs.identitiesOf(userIds, { after: cursor ?? null, limit: limit + 1 })
      const items = found.slice(0, limit)
      return { items, next: found.length > limit ? (items.at(-1)?.userId ?? null) : null }
    },

    /** The log of somebody who is, or was, in a roster of the channel. Throws {@link NotFoundError}. */
    async logOf(
      viewer: Viewer,
      { channelId, userId }: { channelId: ChannelId; userId: UserId },
      { from = 0, identityKey }: KeyLogQuery,
    ): Promise<KeyLogPage> {
      await readersOf(viewer, channelId)
      if (!(await keys.isInRoster(channelId, userId))) throw new NotFoundError('nobody like this was in it')
      return logs.page(userId, { from, identityKey: identityKey ?? null })
    },
  }
}
