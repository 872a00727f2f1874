import { permissionNames, type Permission } from '@chaos/protocol'
import pg from 'pg'
import { newId } from '../../utils/ids.ts'
import type { TestServer } from '../harness/start-server.ts'
import type { SignedInClient } from '../harness/test-client.ts'

export const personas = [
  'anonymous',
  'stranger',
  'banned',
  'timedOut',
  'muted',
  'member',
  'moderator',
  'admin',
  'owner',
] as const
export type Persona = (typeof personas)[number]

/** Somebody whom the others do things to. */
type Name = Exclude<Persona, 'anonymous'> | 'target' | 'bystander'
const names: Name[] = [...personas.filter((persona) => persona !== 'anonymous'), 'target', 'bystander']

export type People = Record<Name, SignedInClient>
/** A community with everybody in their place, and something of each kind in it. */
export type World = {
  communityId: string
  channelId: string
  stageId: string
  categoryId: string
  /** Below the moderator's. */
  roleId: string
  moderatorRoleId: string
  inviteCode: string
  /** Between the owner and the target. */
  conversationId: string
  /** A text of the target's, in the channel. */
  messageId: string
  /** Another community, which anybody may join. */
  openId: string
  /** Somebody who is in nothing. */
  bystanderId: string
  webhookId: string
  botId: string
  people: People
}

const everybody: Permission[] = [
  'view_community',
  'view_channels',
  'create_invite',
  'change_nickname',
  'connect_voice',
  'speak',
  'post_messages',
  'request_to_speak',
]
/** What moderators have and administrators are not needed for. */
const moderating: Permission[] = permissionNames.filter(
  (name) => !['administrator', 'manage_channels', 'manage_roles', 'manage_community', 'manage_bots'].includes(name),
)

/** In the roster of a channel's key, by form. */
const rosterMember = (userId: string) => {
  const zeros = 'A'.repeat(43)
  return { userId, identityKey: zeros, head: { sequence: 0, hash: zeros }, deviceIds: [userId] }
}

export async function registerPeople(server: TestServer): Promise<People> {
  const people: Partial<People> = {}
  for (const name of names) people[name] = await server.register(`the-${name.toLowerCase()}`)
  return people as People
}

/** Makes worlds past the server's own rules: quickly, and the same whatever those rules are. */
export function createWorlds({ databaseUrl }: TestServer, people: People) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  const idOf = (name: Name): string => people[name].user.id

  return {
    async create(): Promise<World> {
      const [communityId, channelId, stageId, categoryId] = [newId(), newId(), newId(), newId()]
      const [webhookId, botId, messageId] = [newId(), newId(), newId()]
      const roles = { owner: newId(), member: newId(), admin: newId(), moderator: newId(), extra: newId() }
      const inviteCode = Buffer.from(communityId.replaceAll('-', ''), 'hex').toString('base64url')
      const statements: [string, unknown[]][] = [
        ['insert into communities (id, name) values ($1, $2)', [communityId, 'Club']],
        [
          `insert into roles (id, community_id, kind, name, permissions, position) values
            ($1, $6, 'owner', 'Owner', '{}', 0), ($2, $6, 'member', 'Member', $7, 1000000),
            ($3, $6, 'custom', 'Admins', '{administrator}', 1), ($4, $6, 'custom', 'Moderators', $8, 2),
            ($5, $6, 'custom', 'Extra', '{}', 3)`,
          [...Object.values(roles), communityId, everybody, moderating],
        ],
        [
          `insert into members (community_id, user_id, timeout_until, accepted_rules_at)
            select $1, id, case when id = $3 then now() + interval '1 hour' end, now() from unnest($2::uuid[]) as id`,
          [
            communityId,
            names.filter((name) => !['stranger', 'banned', 'bystander'].includes(name)).map(idOf),
            idOf('timedOut'),
          ],
        ],
        [
          'insert into member_roles (community_id, user_id, role_id) values ($1, $2, $3), ($1, $4, $5), ($1, $6, $7)',
          [communityId, idOf('owner'), roles.owner, idOf('admin'), roles.admin, idOf('moderator'), roles.moderator],
        ],
        ['insert into bans (community_id, user_id) values ($1, $2)', [communityId, idOf('banned')]],
        [
          'insert into categories (id, community_id, name, position) values ($1, $2, $3, 0)',
          [categoryId, communityId, 'Rooms'],
        ],
        [
          `insert into channels (id, community_id, category_id, kind, name, position, user_limit, encryption)
            values ($1, $3, $4, 'voice', 'Hall', 0, 50, 'e2ee'), ($2, $3, $4, 'stage', 'Stage', 1, 50, 'e2ee')`,
          [channelId, stageId, communityId, categoryId],
        ],
        [
          `insert into permission_overrides (id, channel_id, user_id, allow, deny) values ($1, $2, $3, '{}', '{speak}')`,
          [newId(), channelId, idOf('muted')],
        ],
        [
          'insert into invites (code, community_id, created_by) values ($1, $2, $3)',
          [inviteCode, communityId, idOf('owner')],
        ],
        [
          "insert into webhooks (id, community_id, channel_id, name, hash) values ($1, $2, $3, 'Builds', '')",
          [webhookId, communityId, channelId],
        ],
        [
          `insert into messages (id, channel_id, position, author_id, kind, body) values ($1, $2, 1, $3, 'text', $4)`,
          [messageId, channelId, idOf('target'), JSON.stringify({ kind: 'open', content: { text: 'Hello' } })],
        ],
        ['insert into users (id, user_name, display_name) values ($1, $2, $2)', [botId, `bot-${botId.slice(-12)}`]],
        ['insert into bots (user_id, owner_id) values ($1, $2)', [botId, idOf('stranger')]],
      ]
      const [conversationId, openId] = [newId(), newId()]
      statements.push(
        [
          `insert into channel_generations (channel_id, generation, header, hash, roster)
            values ($1, 1, '{}', '', $2)`,
          [channelId, JSON.stringify([rosterMember(idOf('owner'))])],
        ],
        ["insert into communities (id, name, visibility) values ($1, 'Open house', 'public')", [openId]],
        [
          `insert into roles (id, community_id, kind, name, permissions, position) values
            ($1, $3, 'owner', 'Owner', '{}', 0), ($2, $3, 'member', 'Member', $4, 1000000)`,
          [newId(), newId(), openId, everybody],
        ],
        [
          `insert into channels (id, kind, name, position, user_limit, encryption)
            values ($1, 'conversation', 'Group', 0, 10, 'e2ee')`,
          [conversationId],
        ],
        ['insert into conversations (channel_id, owner_id) values ($1, $2)', [conversationId, idOf('owner')]],
        [
          'insert into conversation_members (channel_id, user_id) select $1, unnest($2::uuid[])',
          [conversationId, [idOf('owner'), idOf('target')]],
        ],
      )
      for (const [statement, values] of statements) await pool.query(statement, values)
      const { extra: roleId, moderator: moderatorRoleId } = roles
      return {
        ...{ communityId, channelId, stageId, categoryId, roleId, moderatorRoleId, inviteCode, webhookId, botId },
        messageId,
        ...{ conversationId, openId, bystanderId: idOf('bystander'), people },
      }
    },
    query: (statement: string, values: unknown[]) => pool.query(statement, values),
    close: () => pool.end(),
  }
}
