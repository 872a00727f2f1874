import type { AnyColumn } from 'drizzle-orm'
import { sql } from '../drizzle.ts'
import { bots, users } from '../schema.ts'

/**
 * Whether the account with the id in this column is a program's. Not `exists`: for a list the planner may then read all bots
 * there are, to know of a page of people which of them is one.
 */
export const isBotWhose = (userId: AnyColumn) =>
  sql<boolean>`coalesce((select true from ${bots} where ${bots.userId} = ${userId}), false)`

/** Whether the account of a row of `users` is a program's. */
export const isBot = isBotWhose(users.id)
