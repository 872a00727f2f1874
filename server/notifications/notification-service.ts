import type {
  NotificationCounts,
  NotificationPage,
  PlaceLevel,
  PlaceLevelChange,
  QuietHours,
  ReadMark,
} from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { NotificationSettingsStore } from '../database/stores/notification-settings-store.ts'
import type { NotificationStore } from '../database/stores/notification-store.ts'
import { BadRequestError, LimitReachedError } from '../utils/domain-error.ts'
import type { NotificationEvents } from './notification-events.ts'
import { isTimeZone } from './quiet-hours.ts'

type Deps = { store: NotificationStore; settings: NotificationSettingsStore; events: NotificationEvents }
type Page = { cursor?: string; limit?: number }

export type NotificationService = ReturnType<typeof createNotificationService>

/** Throws {@link BadRequestError} for text that is no number of a notification. */
function readCursor(text: string): number {
  const sequence = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(sequence)) throw new BadRequestError('the cursor is not one of ours')
  return sequence
}

export function createNotificationService({ store, settings, events }: Deps) {
  return {
    /** The newest first. Throws {@link BadRequestError} for a strange cursor. */
    async list({ userId }: Viewer, { cursor, limit = 50 }: Page): Promise<NotificationPage> {
      const before = cursor === undefined ? null : readCursor(cursor)
      const found = await store.before(userId, before, limit + 1)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return { items, next: found.length > limit && last ? String(last.sequence) : null }
    },

    counts: ({ userId }: Viewer): Promise<NotificationCounts> => store.counts(userId),

    async acknowledge({ userId }: Pick<Viewer, 'userId'>, sequence: number): Promise<void> {
      const moved = await store.acknowledge(userId, sequence)
      if (moved !== null) events.publish(userId, { type: 'notifications.acknowledged', sequence: moved })
    },

    async read({ userId }: Pick<Viewer, 'userId'>, mark: ReadMark): Promise<void> {
      if (await store.read(userId, mark)) events.publish(userId, { type: 'notifications.read', mark })
    },

    levels: ({ userId }: Viewer): Promise<PlaceLevel[]> => settings.levels(userId),

    /** Throws {@link LimitReachedError}. */
    async setLevel({ userId }: Viewer, placeId: string, change: PlaceLevelChange): Promise<PlaceLevel> {
      const { mutedUntil } = change
      if (mutedUntil !== null && Number.isNaN(Date.parse(mutedUntil))) throw new BadRequestError('that is no time')
      if (!(await settings.setLevel(userId, placeId, change))) throw new LimitReachedError('too many places')
      const place = { placeId, ...change }
      events.publish(userId, { type: 'levels.changed', place })
      return place
    },

    quietHours: async ({ userId }: Viewer) => ({ quietHours: await settings.quietHours(userId) }),

    /** Throws {@link BadRequestError} when there is no such time zone, or when the day would have no other hours. */
    async setQuietHours({ userId }: Viewer, quietHours: QuietHours | null) {
      if (quietHours && quietHours.fromMinute === quietHours.toMinute)
        throw new BadRequestError('quiet hours begin and end at different times')
      if (quietHours && !isTimeZone(quietHours.timeZone)) throw new BadRequestError('there is no such time zone')
      await settings.setQuietHours(userId, quietHours)
      events.publish(userId, { type: 'quietHours.changed', quietHours })
      return { quietHours }
    },
  }
}
