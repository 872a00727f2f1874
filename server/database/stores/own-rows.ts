import type { UserId } from '@chaos/protocol'
import { sql } from '../drizzle.ts'
import type { Database } from '../database.ts'

/** One part of what an account has: its name and how to read its rows, as objects. */
export type OwnPart = { name: string; rows(): AsyncIterable<Record<string, unknown>> }

type Source = { name: string; tables: string[]; query(userId: UserId): ReturnType<typeof sql> }

/** What goes into an archive, column by column: no hash, no secret, nothing of other people but names of places. */
const sources: Source[] = [
  {
    name: 'account',
    tables: ['users'],
    query: (
      userId,
    ) => sql`select id, user_name, display_name, bio, avatar, email, email_verified_at, server_role, status,
      created_at, deletion_requested_at from users where id = ${userId}`,
  },
  {
    name: 'preferences',
    tables: ['preferences'],
    query: (userId) => sql`select version, chosen from preferences where user_id = ${userId}`,
  },
  {
    name: 'sessions',
    tables: ['sessions'],
    query: (userId) => sql`select id, user_agent, ip, methods, created_at, last_used_at, confirmed_at, expires_at,
      revoked_at, revoked_because from sessions where user_id = ${userId} order by id`,
  },
  {
    name: 'sign-in-methods',
    tables: ['identities', 'passkeys', 'totp_secrets'],
    query: (
      userId,
    ) => sql`select 'provider' as kind, provider as name, label, subject, created_at, last_used_at from identities
        where user_id = ${userId}
      union all select 'passkey', name, null, null, created_at, last_used_at from passkeys where user_id = ${userId}
      union all select 'app', null, null, null, since, null from totp_secrets where user_id = ${userId}
      order by created_at`,
  },
  {
    name: 'unproven-address',
    tables: ['pending_emails'],
    query: (userId) => sql`select address, created_at from pending_emails where user_id = ${userId}`,
  },
  {
    name: 'memberships',
    tables: ['members', 'member_roles'],
    query: (
      userId,
    ) => sql`select community_id, communities.name as community, joined_at, nickname, timeout_until, accepted_rules_at,
      array(select roles.name from member_roles join roles on roles.id = member_roles.role_id
        where member_roles.community_id = members.community_id and member_roles.user_id = members.user_id) as roles
      from members join communities on communities.id = community_id where user_id = ${userId} order by joined_at`,
  },
  {
    name: 'channel-permissions',
    tables: ['permission_overrides'],
    query: (userId) => sql`select channel_id, channels.name as channel, allow, deny
      from permission_overrides join channels on channels.id = channel_id where user_id = ${userId}`,
  },
  {
    name: 'invites',
    tables: ['invites'],
    query: (userId) => sql`select code, community_id, created_at, expires_at, most_uses, uses, revoked_at from invites
      where created_by = ${userId} order by created_at`,
  },
  {
    name: 'channels',
    tables: ['channels'],
    query: (userId) => sql`select id, community_id, name, created_at from channels
      where created_by = ${userId} order by id`,
  },
  {
    name: 'people',
    tables: ['relationships'],
    query: (userId) => sql`select other_id, kind, created_at from relationships
      where user_id = ${userId} and kind <> 'asked' order by created_at`,
  },
  {
    name: 'conversations',
    tables: ['conversations', 'conversation_members'],
    query: (userId) => sql`select channel_id, name, joined_at, owner_id = ${userId} as by_yourself
      from conversation_members join conversations using (channel_id) join channels on channels.id = channel_id
      where user_id = ${userId} order by joined_at`,
  },
  {
    name: 'status',
    tables: ['statuses'],
    query: (userId) => sql`select chosen, words, words_until from statuses where user_id = ${userId}`,
  },
  {
    name: 'notification-settings',
    tables: ['notification_levels', 'notification_heads', 'quiet_hours'],
    query: (
      userId,
    ) => sql`select place_id, level, muted_until, null as from_minute, null as to_minute, null as time_zone
        from notification_levels where user_id = ${userId}
      union all select null, null, null, from_minute, to_minute, time_zone from quiet_hours where user_id = ${userId}`,
  },
  {
    name: 'bans',
    tables: ['bans'],
    query: (userId) =>
      sql`select community_id, reason, created_at from bans where user_id = ${userId} order by created_at`,
  },
  {
    name: 'reports',
    tables: ['reports'],
    query: (userId) => sql`select id, community_id, reason, words, state, created_at from reports
      where reporter_id = ${userId} order by id`,
  },
  {
    name: 'bots',
    tables: ['bots', 'webhooks'],
    query: (userId) => sql`select 'bot' as kind, bots.user_id as id, users.user_name as name, bots.created_at
        from bots join users on users.id = bots.user_id where owner_id = ${userId}
      union all select 'webhook', id, name, created_at from webhooks where created_by = ${userId} order by created_at`,
  },
  {
    name: 'key-log',
    tables: ['key_identities', 'key_log_entries'],
    query: (userId) => sql`select identity_key, sequence, entry, key_log_entries.created_at
      from key_log_entries join key_identities using (user_id, epoch) where user_id = ${userId} order by epoch, sequence`,
  },
  {
    name: 'key-devices',
    tables: ['key_devices', 'recovery_backups', 'key_archives'],
    query: (userId) => sql`select kind, id, name, admitted_at as since, last_seen_at, revoked_at
        from key_devices where user_id = ${userId}
      union all select 'backup', device_id, null, created_at, null, null from recovery_backups where user_id = ${userId}
      union all select 'archive', device_id, null, created_at, null, null from key_archives where user_id = ${userId}
      order by since`,
  },
  {
    name: 'channel-keys',
    tables: ['channel_generations'],
    query: (userId) => sql`select channel_id, generation, created_at from channel_generations
      where maker_id = ${userId} order by created_at`,
  },
  {
    name: 'messages',
    tables: ['messages', 'audio_objects'],
    query: (
      userId,
    ) => sql`select messages.id, messages.channel_id, position, kind, body, duration_ms, size_bytes, reply_to_id,
        messages.created_at, edited_at, deleted_at
      from messages left join audio_objects on audio_objects.id = audio_object_id where author_id = ${userId} order by messages.id`,
  },
  {
    name: 'reactions',
    tables: ['message_reactions'],
    query: (userId) => sql`select message_id, body, created_at from message_reactions
      where user_id = ${userId} order by created_at`,
  },
  {
    name: 'reading',
    tables: ['read_marks', 'message_listenings'],
    query: (userId) => sql`select channel_id, read_position, null as message_id, null as position_ms, updated_at
        from read_marks where user_id = ${userId}
      union all select null, null, message_id, position_ms, updated_at from message_listenings where user_id = ${userId}
      order by updated_at`,
  },
  {
    name: 'drafts',
    tables: ['message_drafts'],
    query: (userId) => sql`select channel_id, body, updated_at from message_drafts where user_id = ${userId}`,
  },
  {
    name: 'exports',
    tables: ['data_exports'],
    query: (userId) => sql`select id, state, size_bytes, created_at, expires_at from data_exports
      where user_id = ${userId} order by id`,
  },
  {
    name: 'security-log',
    tables: ['audit_entries', 'audit_details'],
    query: (userId) => sql`select at, action, session_id, actor_id = ${userId} as by_yourself,
      case when actor_id = ${userId} then ip end as ip, case when actor_id = ${userId} then details end as details
      from audit_entries left join audit_details on entry_id = id
      where actor_id = ${userId} or subject_id = ${userId} order by position`,
  },
]

/** Tables that name an account and are left out, and why. */
export const leftOut: Record<string, string> = {
  device_approvals: 'exchanges between devices, which live ten minutes',
  idempotency_keys: 'copies of replies that were given, kept for a day',
  notifications: 'what happened to others and to the account, which the other parts say',
  one_time_links: 'hashes of secrets that were sent by mail',
  push_subscriptions: 'addresses and keys of browsers, which end with their sessions',
  recovery_codes: 'hashes of codes that were shown once',
  report_notes: 'words among moderators about reports',
  second_step_tickets: 'hashes of secrets that live five minutes',
}

export const exportedTables: readonly string[] = sources.flatMap(({ tables }) => tables)
export const ownPartNames: readonly string[] = sources.map(({ name }) => name)

const rowsAtOnce = 500

/** Reads everything an account has as it was at one moment, in small steps, while `read` runs. */
export function createOwnRows(db: Database) {
  return async (userId: UserId, read: (parts: OwnPart[]) => Promise<void>): Promise<void> =>
    db.transaction(
      async (tx) => {
        async function* rows({ name, query }: Source) {
          const cursor = sql.identifier(`own ${name}`)
          await tx.execute(sql`declare ${cursor} no scroll cursor for ${query(userId)}`)
          for (;;) {
            const { rows: some } = await tx.execute(sql`fetch forward ${sql.raw(String(rowsAtOnce))} from ${cursor}`)
            yield* some
            if (some.length < rowsAtOnce) break
          }
          await tx.execute(sql`close ${cursor}`)
        }
        await read(sources.map((source) => ({ name: source.name, rows: () => rows(source) })))
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    )
}
