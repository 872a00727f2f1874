import { sql } from '../drizzle.ts'
import { bots, users } from '../schema.ts'

/** Whether the account of a row of `users` is a program's. */
export const isBot = sql<boolean>`exists (select 1 from ${bots} where ${bots.userId} = ${users.id})`
