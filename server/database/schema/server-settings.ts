import { check, integer, jsonb, pgTable, sql } from '../drizzle.ts'
import { instant } from './columns.ts'

/** One row. What it does not name has its default. */
export const serverSettings = pgTable(
  'server_settings',
  {
    id: integer('id').primaryKey(),
    settings: jsonb('settings').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [check('server_settings_one_row', sql`${table.id} = 1`)],
)
