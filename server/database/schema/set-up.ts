import { check, integer, pgTable, sql } from '../drizzle.ts'
import { bytes, createdAt } from './columns.ts'

/** The link that makes the first owner: one row, only while the server has none. */
export const setUpLinks = pgTable(
  'set_up_links',
  {
    id: integer('id').primaryKey(),
    /** SHA-256 of the link's secret. */
    secretHash: bytes('secret_hash').notNull(),
    createdAt: createdAt(),
  },
  (table) => [check('set_up_links_one_row', sql`${table.id} = 1`)],
)
