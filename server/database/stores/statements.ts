import type { UserId } from '@chaos/protocol'
import { sql } from '../drizzle.ts'

/** The pattern for `like` that finds what begins with this text. */
export const beginning = (text: string): string => `${text.trim().replace(/[\\%_]/g, '\\$&')}%`

/**
 * Until the transaction ends, nobody else who asks for this hold goes on: joining and banning of one person happen one
 * after the other, and each sees what the other did.
 */
export const holdPerson = (userId: UserId) => sql`select pg_advisory_xact_lock(hashtextextended(${userId}::text, 41))`

type ShownUser<Id, UserName, DisplayName, Avatar> = {
  id: Id
  userName: UserName
  displayName: DisplayName
  avatar: Avatar
}

/** What everybody may see of an account, from the table of users or an alias of it. */
export const shownUser = <Id, UserName, DisplayName, Avatar>({
  id,
  userName,
  displayName,
  avatar,
}: ShownUser<Id, UserName, DisplayName, Avatar>) => ({ id, userName, displayName, avatar })
