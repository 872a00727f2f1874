import { customType, timestamp, uuid } from '../drizzle.ts'

/** A point in time in UTC, to the millisecond: what a JavaScript date holds, so that cursors lose nothing. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
export const createdAt = () => instant('created_at').notNull().defaultNow()
export const id = () => uuid('id').primaryKey()
export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
