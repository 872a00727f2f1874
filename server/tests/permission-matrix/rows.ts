import type { Persona, World } from './world.ts'

/**
 * Who may use a route. `everybody`: nobody has to sign in. `signed_in`: whoever has. `member`: also in a timeout.
 * `active`: not in a timeout. `administrator_of_server`: none of these people is one. `proof`: what counts is a cookie,
 * a code or a link, which tests of their own are about.
 */
export type Audience =
  | 'everybody'
  | 'signed_in'
  | 'member'
  | 'active'
  | 'moderator'
  | 'admin'
  | 'owner'
  | 'administrator_of_server'
  | 'proof'

export type Row = {
  may: Audience
  /** Where the row's parameters lead; the route itself when it has none. */
  at?: (world: World) => string
  body?: (world: World) => unknown
  /** Codes with which those may be refused who may: there is nothing wrong with who they are. */
  orCode?: string[]
  /** Who gets another refusal than their kind does, and which. */
  except?: Partial<Record<Persona, string>>
  /** It leaves the world another one. */
  changes?: true
}

const insiders: Persona[] = ['timedOut', 'muted', 'member', 'moderator', 'admin', 'owner']
const signedIn: Persona[] = ['stranger', 'banned', ...insiders]
const allowed: Record<Audience, Persona[]> = {
  everybody: ['anonymous', ...signedIn],
  signed_in: signedIn,
  member: insiders,
  active: insiders.filter((persona) => persona !== 'timedOut'),
  moderator: ['moderator', 'admin', 'owner'],
  admin: ['admin', 'owner'],
  owner: ['owner'],
  administrator_of_server: [],
  proof: [],
}

/** The code that somebody is refused with; null: they may. */
export function refusalOf({ may, except = {} }: Row, persona: Persona): string | null {
  const special = except[persona]
  if (special) return special
  if (allowed[may].includes(persona)) return null
  if (persona === 'anonymous') return 'unauthenticated'
  if (may === 'administrator_of_server') return 'forbidden'
  return insiders.includes(persona) ? 'forbidden' : 'not_found'
}

const account: Row = { may: 'signed_in', orCode: ['bad_request', 'confirmation_required', 'not_found'] }
const proof: Row = { may: 'proof' }
const open: Row = { may: 'everybody' }
const server: Row = { may: 'administrator_of_server' }
const community = ({ communityId }: World) => `/api/communities/${communityId}`
const channel = ({ channelId }: World) => `/api/channels/${channelId}`

/** Routes about accounts and about the server. */
const accounts: Record<string, Row> = {
  'GET /api/docs': open,
  'GET /api/docs/': open,
  'GET /api/docs/static/index.html': open,
  'GET /api/docs/static/swagger-initializer.js': open,
  'GET /api/docs/*': proof,
  'GET /api/docs/json': open,
  'GET /api/docs/yaml': open,
  'GET /api/openapi.json': open,
  'GET /api/health/live': open,
  'GET /api/health/ready': open,
  'GET /.well-known/jwks.json': open,
  'GET /api/auth/server': open,
  'GET /api/auth/providers': open,
  'GET /api/auth/providers/': open,
  'POST /api/auth/providers/complete': proof,
  'POST /api/auth/providers/confirm': proof,
  'GET /api/auth/providers/sign-up': proof,
  'POST /api/auth/providers/sign-up': proof,
  'POST /api/auth/providers/link': { ...account, orCode: ['sign_in_over'] },
  'GET /api/auth/providers/linked': account,
  'POST /api/auth/providers/:provider/start': proof,
  'GET /api/auth/providers/:provider/callback': proof,
  'POST /api/auth/providers/:provider/link': account,
  'DELETE /api/auth/providers/:provider/link': account,
  'POST /api/auth/passkeys': account,
  'POST /api/auth/passkeys/options': account,
  'PATCH /api/auth/passkeys/:passkeyId': account,
  'DELETE /api/auth/passkeys/:passkeyId': account,
  'POST /api/auth/passkeys/sign-in': proof,
  'POST /api/auth/passkeys/sign-in-options': proof,
  'POST /api/auth/passkeys/sign-up': proof,
  'POST /api/auth/passkeys/sign-up-options': proof,
  'POST /api/auth/second-step': proof,
  'POST /api/auth/second-step/passkey-options': proof,
  'POST /api/auth/set-up': proof,
  'POST /api/auth/set-up/check': proof,
  'POST /api/auth/sign-in': proof,
  'POST /api/auth/sign-out': proof,
  'POST /api/auth/register': proof,
  'POST /api/auth/refresh': proof,
  'POST /api/auth/reset-password': proof,
  'POST /api/auth/forgot-password': proof,
  'POST /api/auth/verify-email': proof,
  'GET /api/auth/registration': open,
  'POST /api/auth/registration/challenge': { may: 'everybody', orCode: ['bad_request'] },
  'POST /api/auth/password': account,
  'GET /api/auth/sessions': account,
  'DELETE /api/auth/sessions': account,
  'DELETE /api/auth/sessions/:sessionId': account,
  'POST /api/auth/recovery-codes': account,
  'POST /api/auth/confirm': account,
  'POST /api/auth/confirm/passkey-options': account,
  'GET /api/auth/methods': account,
  'POST /api/auth/totp': account,
  'DELETE /api/auth/totp': account,
  'POST /api/auth/totp/confirm': account,
  'GET /api/users/avatars/:avatar/:size': proof,
  'GET /api/users/exports/:exportId/file': proof,
  'GET /api/users/administration/settings': server,
  'PATCH /api/users/administration/settings': server,
  'GET /api/users/administration/users': server,
  'GET /api/users/administration/users/:userId': server,
  'POST /api/users/administration/users/:userId/disable': server,
  'POST /api/users/administration/users/:userId/enable': server,
  'POST /api/users/administration/users/:userId/sign-out': server,
  'PATCH /api/users/administration/users/:userId/role': server,
  'POST /api/users/administration/users/:userId/reset-link': server,
  'POST /api/users/administration/owner': server,
  'GET /api/users/administration/audit': server,
  'POST /api/users/administration/audit/verify': server,
  'GET /api/users/administration/registrations': server,
  'POST /api/users/administration/registrations/:userId/approve': server,
  'POST /api/users/administration/registrations/:userId/refuse': server,
  'GET /api/users/me': account,
  'GET /api/users/me/security-log': account,
  'GET /api/users/me/profile': account,
  'PATCH /api/users/me/profile': account,
  'GET /api/users/me/preferences': account,
  'PATCH /api/users/me/preferences': account,
  'PUT /api/users/me/avatar': { ...account, orCode: ['unsupported_media_type', 'bad_request'] },
  'DELETE /api/users/me/avatar': account,
  'GET /api/users/me/exports': account,
  'POST /api/users/me/exports': account,
  'POST /api/users/me/exports/:exportId/pass': account,
  'GET /api/users/me/email': account,
  'PUT /api/users/me/email': { ...account, orCode: ['bad_request', 'confirmation_required', 'mail_disabled'] },
  'DELETE /api/users/me/email': account,
  'GET /api/users/me/deletion': account,
  'POST /api/users/me/deletion': account,
  'DELETE /api/users/me/deletion': account,
  'POST /api/users/set-up': { ...account, orCode: ['bad_request', 'set_up_link_dead'] },
}

/** Routes about communities and what is in them. */
const communities: Record<string, Row> = {
  'GET /api/users/:userId/profile': {
    may: 'member',
    at: ({ people }) => `/api/users/${people.target.user.id}/profile`,
  },
  'GET /api/communities': { may: 'signed_in' },
  'POST /api/communities': { may: 'signed_in', body: () => ({ name: 'Another' }), changes: true },
  'GET /api/communities/invites/:code': {
    may: 'everybody',
    at: ({ inviteCode }) => `/api/communities/invites/${inviteCode}`,
  },
  'POST /api/communities/invites/:code/accept': {
    may: 'signed_in',
    at: ({ inviteCode }) => `/api/communities/invites/${inviteCode}/accept`,
    except: { banned: 'banned' },
    changes: true,
  },
  'GET /api/communities/:communityId': { may: 'member', at: community },
  'GET /api/communities/:communityId/members': { may: 'member', at: (world) => `${community(world)}/members` },
  'POST /api/communities/:communityId/invites': {
    may: 'active',
    at: (world) => `${community(world)}/invites`,
    body: () => ({}),
    changes: true,
  },
  'GET /api/communities/:communityId/channels': { may: 'member', at: (world) => `${community(world)}/channels` },
  'POST /api/communities/:communityId/channels': {
    may: 'admin',
    at: (world) => `${community(world)}/channels`,
    body: () => ({ name: 'Attic' }),
    changes: true,
  },
  'PATCH /api/channels/:channelId': { may: 'admin', at: channel, body: () => ({ name: 'Cellar' }), changes: true },
  'DELETE /api/channels/:channelId': { may: 'admin', at: channel, changes: true },
  'GET /api/voice/rosters': {
    may: 'member',
    at: ({ communityId }) => `/api/voice/rosters?communityId=${communityId}`,
  },
}

const none = '00000000-0000-7000-8000-000000000000'
const target = ({ people }: World) => people.target.user.id
const inCommunity = (rest: string | ((world: World) => string)) => (world: World) =>
  `${community(world)}${typeof rest === 'string' ? rest : rest(world)}`
/** About something that is not there: who may is asked before. */
const goneToAdmins: Pick<Row, 'except'> = { except: { admin: 'not_found', owner: 'not_found' } }
const gone: Pick<Row, 'except'> = { except: { moderator: 'not_found', admin: 'not_found', owner: 'not_found' } }
const order = { uncategorized: [], categories: [] }
const rule = { name: 'Rude', words: ['rude'], inNames: true, inTexts: true, action: 'report', isEnabled: true }

/** What a community is made of. */
const structure: Record<string, Row> = {
  'POST /api/communities/:communityId/categories': {
    ...{ may: 'admin', at: inCommunity('/categories'), body: () => ({ name: 'Attic' }), changes: true },
  },
  'PATCH /api/communities/:communityId/categories/:categoryId': {
    ...{ may: 'admin', at: inCommunity(({ categoryId }) => `/categories/${categoryId}`) },
    ...{ body: () => ({ name: 'Attic' }), changes: true },
  },
  'DELETE /api/communities/:communityId/categories/:categoryId': {
    ...{ may: 'admin', at: inCommunity(({ categoryId }) => `/categories/${categoryId}`), changes: true },
  },
  'PUT /api/communities/:communityId/channels/order': {
    ...{ may: 'admin', at: inCommunity('/channels/order'), body: () => ({ from: order, to: order }) },
    ...{ orCode: ['order_stale'] },
  },
  'GET /api/communities/:communityId/roles': { may: 'member', at: inCommunity('/roles') },
  'POST /api/communities/:communityId/roles': {
    ...{ may: 'admin', at: inCommunity('/roles'), body: () => ({ name: 'Hosts' }), changes: true },
  },
  'PUT /api/communities/:communityId/roles/order': {
    ...{ may: 'admin', at: inCommunity('/roles/order'), body: () => ({ from: [], to: [] }) },
    ...{ orCode: ['order_stale'] },
  },
  'PATCH /api/communities/:communityId/roles/:roleId': {
    ...{ may: 'admin', at: inCommunity(({ roleId }) => `/roles/${roleId}`), body: () => ({ name: 'Hosts' }) },
    changes: true,
  },
  'DELETE /api/communities/:communityId/roles/:roleId': {
    ...{ may: 'admin', at: inCommunity(({ roleId }) => `/roles/${roleId}`), changes: true },
  },
  'GET /api/communities/:communityId/roles/:roleId/view': {
    ...{ may: 'admin', at: inCommunity(({ roleId }) => `/roles/${roleId}/view`) },
  },
  'PUT /api/communities/:communityId/members/:userId/roles/:roleId': {
    ...{ may: 'admin', at: inCommunity((world) => `/members/${target(world)}/roles/${world.roleId}`), changes: true },
  },
  'DELETE /api/communities/:communityId/members/:userId/roles/:roleId': {
    ...{ may: 'admin', at: inCommunity((world) => `/members/${target(world)}/roles/${world.roleId}`), changes: true },
  },
  'GET /api/channels/:channelId/overrides': { may: 'admin', at: (world) => `${channel(world)}/overrides` },
  'PUT /api/channels/:channelId/overrides/:target/:targetId': {
    ...{ may: 'admin', at: (world) => `${channel(world)}/overrides/role/${world.roleId}` },
    ...{ body: () => ({ allow: ['speak'], deny: [] }), changes: true },
  },
  'DELETE /api/channels/:channelId/overrides/:target/:targetId': {
    ...{
      may: 'admin',
      at: (world) => `${channel(world)}/overrides/role/${world.roleId}`,
      ...goneToAdmins,
      changes: true,
    },
  },
}

/** Keeping order in a community. */
const moderation: Record<string, Row> = {
  'GET /api/communities/:communityId/members/:userId': {
    ...{ may: 'member', at: inCommunity((world) => `/members/${target(world)}`) },
  },
  'PATCH /api/communities/:communityId/members/:userId': {
    ...{ may: 'moderator', at: inCommunity((world) => `/members/${target(world)}`), body: () => ({ nickname: 'Tay' }) },
    changes: true,
  },
  'POST /api/communities/:communityId/members/:userId/kick': {
    ...{ may: 'moderator', at: inCommunity((world) => `/members/${target(world)}/kick`), body: () => ({}) },
    changes: true,
  },
  'PUT /api/communities/:communityId/members/:userId/timeout': {
    ...{ may: 'moderator', at: inCommunity((world) => `/members/${target(world)}/timeout`) },
    ...{ body: () => ({ seconds: 60 }), changes: true },
  },
  'DELETE /api/communities/:communityId/members/:userId/timeout': {
    ...{ may: 'moderator', at: inCommunity((world) => `/members/${target(world)}/timeout`), changes: true },
  },
  'GET /api/communities/:communityId/bans': { may: 'moderator', at: inCommunity('/bans') },
  'GET /api/communities/:communityId/bans/me': {
    ...{ may: 'signed_in', at: inCommunity('/bans/me'), orCode: ['not_found'] },
  },
  'PUT /api/communities/:communityId/bans/:userId': {
    ...{ may: 'moderator', at: inCommunity((world) => `/bans/${target(world)}`), body: () => ({}), changes: true },
  },
  'DELETE /api/communities/:communityId/bans/:userId': {
    ...{ may: 'moderator', at: inCommunity((world) => `/bans/${target(world)}`), ...gone, changes: true },
  },
  'GET /api/communities/:communityId/reports': { may: 'moderator', at: inCommunity('/reports') },
  'POST /api/communities/:communityId/reports': {
    ...{ may: 'member', at: inCommunity('/reports'), changes: true },
    body: (world) => ({ subjectId: target(world), reason: 'spam' }),
  },
  'GET /api/communities/:communityId/reports/mine': { may: 'member', at: inCommunity('/reports/mine') },
  'POST /api/communities/:communityId/reports/:reportId/take': {
    ...{ may: 'moderator', at: inCommunity(`/reports/${none}/take`), ...gone },
  },
  'POST /api/communities/:communityId/reports/:reportId/close': {
    ...{ may: 'moderator', at: inCommunity(`/reports/${none}/close`), body: () => ({ state: 'resolved' }), ...gone },
  },
  'GET /api/communities/:communityId/reports/:reportId/notes': {
    ...{ may: 'moderator', at: inCommunity(`/reports/${none}/notes`), ...gone },
  },
  'POST /api/communities/:communityId/reports/:reportId/notes': {
    ...{ may: 'moderator', at: inCommunity(`/reports/${none}/notes`), body: () => ({ words: 'Seen.' }), ...gone },
  },
  'GET /api/communities/:communityId/automatic-rules': { may: 'admin', at: inCommunity('/automatic-rules') },
  'POST /api/communities/:communityId/automatic-rules': {
    ...{ may: 'admin', at: inCommunity('/automatic-rules'), body: () => rule, changes: true },
  },
  'PUT /api/communities/:communityId/automatic-rules/:ruleId': {
    ...{ may: 'admin', at: inCommunity(`/automatic-rules/${none}`), body: () => rule, ...goneToAdmins },
  },
  'DELETE /api/communities/:communityId/automatic-rules/:ruleId': {
    ...{ may: 'admin', at: inCommunity(`/automatic-rules/${none}`), ...goneToAdmins },
  },
  'GET /api/communities/:communityId/audit': { may: 'moderator', at: inCommunity('/audit') },
}

/** Sockets, whose messages have a table of their own. */
export const sockets: readonly string[] = ['GET /ws/voice/:channelId', 'GET /ws/presence']

export const rows: Record<string, Row> = { ...accounts, ...communities, ...structure, ...moderation }
