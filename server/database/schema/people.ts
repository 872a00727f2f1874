import type { ChosenStatus } from '@chaos/protocol'
import { check, index, pgTable, primaryKey, sql, text, uuid } from '../drizzle.ts'
import { createdAt, instant } from './columns.ts'
import { users } from './users.ts'

const person = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })

/**
 * What somebody is to somebody, one row for each side. `friend` stands twice; so does a request, as `requested` with who
 * asks and `asked` with who is asked; `blocked` stands with who blocks only.
 */
export const relationships = pgTable(
  'relationships',
  {
    userId: person('user_id'),
    otherId: person('other_id'),
    kind: text('kind', { enum: ['friend', 'requested', 'asked', 'blocked'] }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.otherId] }),
    index('relationships_other_id').on(table.otherId, table.kind),
    check('relationships_two', sql`${table.userId} <> ${table.otherId}`),
  ],
)

/** How people want to appear; no row: online when they are. */
export const statuses = pgTable('statuses', {
  userId: person('user_id').primaryKey(),
  chosen: text('chosen').$type<ChosenStatus>().notNull().default('online'),
  words: text('words').notNull().default(''),
  /** When the words go away by themselves. */
  wordsUntil: instant('words_until'),
})
