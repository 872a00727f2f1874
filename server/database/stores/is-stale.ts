import type { AnyColumn, SQL } from 'drizzle-orm'
import { sql } from '../drizzle.ts'

/** How exactly it is known when a bot's secret was last used; writing it down costs a row each time. */
const usedWithin = sql`interval '1 minute'`

/** Whether it is time to write down anew when this was last used. */
export const isStale = (lastUsedAt: AnyColumn): SQL<boolean> =>
  sql<boolean>`coalesce(${lastUsedAt} < now() - ${usedWithin}, true)`
