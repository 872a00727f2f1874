import type { SyncedPreferences } from '@chaos/protocol'
import { integer, jsonb, pgTable, uuid } from '../drizzle.ts'
import { users } from './users.ts'

/** What follows a person from device to device; no row before the first change. */
export const preferences = pgTable('preferences', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** Counts the changes. */
  version: integer('version').notNull(),
  chosen: jsonb('chosen').$type<SyncedPreferences>().notNull(),
})
