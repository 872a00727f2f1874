import { messages } from './message-rows.ts'
import type { Audience, Row } from './row.ts'
import type { Persona, World } from './world.ts'

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
  bot: [],
  proof: [],
}

/** The code that somebody is refused with; null: they may. */
export function refusalOf({ may, except = {} }: Row, persona: Persona): string | null {
  const special = except[persona]
  if (special) return special
  if (allowed[may].includes(persona)) return null
  if (persona === 'anonymous') return 'unauthenticated'
  if (may === 'administrator_of_server' || may === 'bot') return 'forbidden'
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
  'GET /api/users/me/bots': account,
  'POST /api/users/me/bots': account,
  'PATCH /api/users/me/bots/:botId': account,
  'DELETE /api/users/me/bots/:botId': account,
  'POST /api/users/me/bots/:botId/tokens': account,
  'DELETE /api/users/me/bots/:botId/tokens/:tokenId': account,
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
  'POST /api/channels/:channelId/notices': {
    may: 'bot',
    at: (world) => `${channel(world)}/notices`,
    body: () => ({ text: 'Hello' }),
  },
  'GET /api/communities/:communityId/bots': { may: 'admin', at: (world) => `${community(world)}/bots` },
  'POST /api/communities/:communityId/bots': {
    may: 'admin',
    at: (world) => `${community(world)}/bots`,
    body: ({ botId }) => ({ bot: botId }),
    changes: true,
  },
  'GET /api/communities/:communityId/webhooks': { may: 'admin', at: (world) => `${community(world)}/webhooks` },
  'POST /api/communities/:communityId/webhooks': {
    may: 'admin',
    at: (world) => `${community(world)}/webhooks`,
    body: ({ channelId }) => ({ channelId, name: 'Builds' }),
    changes: true,
  },
  'DELETE /api/communities/:communityId/webhooks/:webhookId': {
    may: 'admin',
    at: (world) => `${community(world)}/webhooks/${world.webhookId}`,
    changes: true,
  },
  'POST /api/communities/webhooks/:webhookId': { may: 'proof' },
  'GET /api/voice/rosters': {
    may: 'member',
    at: ({ communityId }) => `/api/voice/rosters?communityId=${communityId}`,
  },
}

const inCall = (act: string, body?: Row['body']): Record<string, Row> => ({
  [`POST /api/voice/channels/:channelId/participants/:userId/${act}`]: {
    may: 'moderator',
    at: ({ channelId, people }) => `/api/voice/channels/${channelId}/participants/${people.target.user.id}/${act}`,
    ...(body && { body }),
    // Nobody is in this call.
    except: { moderator: 'not_found', admin: 'not_found', owner: 'not_found' },
  },
})

/** What is done about people in calls; the messages of the socket do the same. */
const inCalls: Record<string, Row> = {
  ...inCall('mute', () => ({ muted: true })),
  ...inCall('deafen', () => ({ deafened: true })),
  ...inCall('disconnect'),
  ...inCall('move', ({ stageId }) => ({ channelId: stageId })),
}

/** Routes about people, what they are told, and what they talk about apart. */
const mine = (path: string): Row => ({ ...account, at: () => path })
const target = ({ people }: World) => people.target.user.id
const conversation = ({ conversationId }: World) => `/api/channels/conversations/${conversationId}`
/** The owner is in a conversation with the target; nobody else knows of it. */
const among = (at: (world: World) => string, body?: (world: World) => unknown): Row => ({
  ...{ may: 'owner', at, ...(body && { body }), changes: true },
  except: {
    timedOut: 'not_found',
    muted: 'not_found',
    member: 'not_found',
    moderator: 'not_found',
    admin: 'not_found',
  },
})
/** Bytes as text, all zero: right by form, and signed by nobody. */
const zeros = (sizeBytes: number): string => 'A'.repeat(Math.ceil((sizeBytes * 4) / 3))
const anyId = '018f3c1e-0000-7000-8000-000000000001'
const anyDevice = {
  ...{ deviceId: anyId, kind: 'device', signatureKey: zeros(32), boxKey: zeros(1216), proof: zeros(64) },
}
/** For who may see the channel; then for their own devices, and nobody here has one. */
const ofKeys = (rest: string, body?: Row['body']): Row => ({
  ...{ may: 'member', at: (world) => `${channel(world)}/keys/${rest}`, ...(body && { body }) },
  orCode: ['device_not_in_standing'],
})
const generation = ({ channelId, people: { owner } }: World) => ({
  header: {
    ...{ channelId, generation: 1, kind: 'first', previous: zeros(32), policy: 'all', atMs: 0 },
    ...{ makerId: owner.user.id, makerDeviceId: anyId, rosterDigest: zeros(32), commitment: zeros(32) },
    ...{ continuity: zeros(32), signature: zeros(64) },
  },
  roster: [
    {
      ...{ userId: owner.user.id, identityKey: zeros(32), head: { sequence: 0, hash: zeros(32) } },
      deviceIds: [anyId],
    },
  ],
  boxes: [],
})
const keys: Record<string, Row> = {
  'GET /api/users/me/keys/log': account,
  'POST /api/users/me/keys/log': account,
  'POST /api/users/me/keys/start-afresh': account,
  'GET /api/users/me/keys/devices': account,
  'PATCH /api/users/me/keys/devices/:deviceId': account,
  'GET /api/users/me/keys/recovery': account,
  'PUT /api/users/me/keys/recovery': account,
  'GET /api/users/me/keys/archive': account,
  'PUT /api/users/me/keys/archive': account,
  'GET /api/users/me/keys/approvals': account,
  'POST /api/users/me/keys/approvals': {
    may: 'signed_in',
    body: () => ({ approvalId: anyId, device: anyDevice, commitment: zeros(32) }),
    // The id is taken by whoever came first.
    orCode: ['approval_over'],
  },
  'GET /api/users/me/keys/approvals/:approvalId': account,
  'PUT /api/users/me/keys/approvals/:approvalId/answer': account,
  'PUT /api/users/me/keys/approvals/:approvalId/reveal': account,
  'POST /api/users/me/keys/approvals/:approvalId/decline': account,
  'GET /api/users/:userId/keys': { may: 'member', at: (world) => `/api/users/${target(world)}/keys` },
  'GET /api/channels/:channelId/keys/generations': ofKeys(`generations?deviceId=${anyId}`),
  'POST /api/channels/:channelId/keys/generations': ofKeys(`generations?deviceId=${anyId}`, generation),
  'GET /api/channels/:channelId/keys/generations/:generation/roster': ofKeys('generations/1/roster'),
  'POST /api/channels/:channelId/keys/generations/:generation/boxes': ofKeys(
    `generations/1/boxes?deviceId=${anyId}`,
    () => ({ boxes: [{ deviceId: anyId, sealed: zeros(1168) }] }),
  ),
  'GET /api/channels/:channelId/keys/waiting': ofKeys(`waiting?deviceId=${anyId}`),
  'POST /api/channels/:channelId/keys/waiting': ofKeys(`waiting?deviceId=${anyId}`, () => ({ generations: [1] })),
  'POST /api/channels/:channelId/keys/waiting/turn': ofKeys(`waiting/turn?deviceId=${anyId}`),
  'GET /api/channels/:channelId/keys/readers': ofKeys('readers'),
  'GET /api/channels/:channelId/keys/logs/:userId': {
    may: 'member',
    at: (world) => `${channel(world)}/keys/logs/${world.people.owner.user.id}`,
  },
}

const people: Record<string, Row> = {
  'GET /api/users/me/status': { may: 'signed_in' },
  'PUT /api/users/me/status': { may: 'signed_in', body: () => ({ chosen: 'online', words: '', wordsUntil: null }) },
  'GET /api/users/me/notifications': { may: 'signed_in' },
  'GET /api/users/me/notifications/counts': { may: 'signed_in' },
  'GET /api/users/me/notifications/levels': { may: 'signed_in' },
  // A wish about a place, which tells nobody whether there is such a place.
  'PUT /api/users/me/notifications/levels/:placeId': {
    may: 'signed_in',
    at: ({ communityId }) => `/api/users/me/notifications/levels/${communityId}`,
    body: () => ({ level: 'mentions', mutedUntil: null }),
  },
  'GET /api/users/me/notifications/quiet-hours': { may: 'signed_in' },
  'PUT /api/users/me/notifications/quiet-hours': {
    may: 'signed_in',
    body: () => ({ fromMinute: 0, toMinute: 60, timeZone: 'Europe/Berlin' }),
  },
  'DELETE /api/users/me/notifications/quiet-hours': { may: 'signed_in' },
  'GET /api/users/me/notifications/push/key': { may: 'signed_in' },
  'PUT /api/users/me/notifications/push/subscription': account,
  'POST /api/users/me/notifications/push/unsubscribe': account,
  'GET /api/users/relationships': mine('/api/users/relationships?kind=friend'),
  'POST /api/users/relationships/requests': { ...account, body: () => ({ userName: 'nobody-here' }) },
  'DELETE /api/users/relationships/requests/:userId': {
    ...{ may: 'signed_in', at: (world) => `/api/users/relationships/requests/${target(world)}` },
    orCode: ['request_gone', 'not_found'],
  },
  'PUT /api/users/relationships/friends/:userId': {
    ...{ may: 'signed_in', at: (world) => `/api/users/relationships/friends/${target(world)}` },
    orCode: ['request_gone', 'not_found'],
  },
  'DELETE /api/users/relationships/friends/:userId': {
    ...{ may: 'signed_in', at: (world) => `/api/users/relationships/friends/${target(world)}` },
    orCode: ['not_found'],
  },
  'PUT /api/users/relationships/blocked/:userId': {
    ...{ may: 'signed_in', at: ({ bystanderId }) => `/api/users/relationships/blocked/${bystanderId}` },
  },
  'DELETE /api/users/relationships/blocked/:userId': {
    ...{ may: 'signed_in', at: ({ bystanderId }) => `/api/users/relationships/blocked/${bystanderId}` },
  },
  'GET /api/channels/conversations': { may: 'signed_in' },
  'GET /api/channels/conversations/people': { may: 'signed_in' },
  // With whom, is asked of the two: nobody here knows the bystander.
  'POST /api/channels/conversations': {
    ...{ may: 'signed_in', at: () => '/api/channels/conversations', orCode: ['forbidden'] },
    body: ({ bystanderId }) => ({ userIds: [bystanderId] }),
  },
  'GET /api/channels/conversations/:channelId': among(conversation),
  'PATCH /api/channels/conversations/:channelId': among(conversation, () => ({ name: 'Quartet' })),
  'POST /api/channels/conversations/:channelId/members': among(
    (world) => `${conversation(world)}/members`,
    ({ people: { member } }) => ({ userIds: [member.user.id] }),
  ),
  'DELETE /api/channels/conversations/:channelId/members/:userId': among(
    (world) => `${conversation(world)}/members/${target(world)}`,
  ),
  'POST /api/channels/conversations/:channelId/hide': among((world) => `${conversation(world)}/hide`),
  'POST /api/voice/conversations/:channelId/ring': {
    ...among(({ conversationId }) => `/api/voice/conversations/${conversationId}/ring`),
    orCode: ['not_in_call', 'bad_request'],
  },
  'DELETE /api/voice/conversations/:channelId/ring': among(
    ({ conversationId }) => `/api/voice/conversations/${conversationId}/ring`,
  ),
  'POST /api/voice/conversations/:channelId/decline': among(
    ({ conversationId }) => `/api/voice/conversations/${conversationId}/decline`,
  ),
}

/** Routes of those who run a community, and of its doors. */
const running: Record<string, Row> = {
  'GET /api/communities/discovery': { may: 'signed_in' },
  'PATCH /api/communities/:communityId': {
    ...{ may: 'admin', at: community, body: () => ({ description: 'Loud.' }), changes: true },
  },
  // Refused for its form before anybody is asked; with pictures in tests of its own.
  'PUT /api/communities/:communityId/icon': proof,
  'DELETE /api/communities/:communityId/icon': {
    ...{ may: 'admin', at: (world) => `${community(world)}/icon`, changes: true },
  },
  'GET /api/communities/:communityId/invites': { may: 'active', at: (world) => `${community(world)}/invites` },
  'DELETE /api/communities/:communityId/invites/:code': {
    ...{ may: 'admin', at: (world) => `${community(world)}/invites/${world.inviteCode}`, changes: true },
    // Those of others are not theirs to know.
    except: { member: 'not_found', muted: 'not_found', moderator: 'not_found' },
  },
  'POST /api/communities/:communityId/rules/accept': {
    ...{ may: 'member', at: (world) => `${community(world)}/rules/accept`, changes: true },
  },
  'POST /api/communities/:communityId/leave': {
    ...{ may: 'member', at: (world) => `${community(world)}/leave`, changes: true },
    except: { owner: 'last_owner' },
  },
  'POST /api/communities/:communityId/owner': {
    ...{ may: 'owner', at: (world) => `${community(world)}/owner`, changes: true },
    body: (world) => ({ userId: target(world) }),
    orCode: ['confirmation_required'],
  },
  'POST /api/communities/:communityId/deletion': {
    ...{ may: 'owner', at: (world) => `${community(world)}/deletion`, changes: true },
    body: () => ({ name: 'Club' }),
    orCode: ['confirmation_required'],
  },
  'GET /api/communities/:communityId/preview': {
    ...{ may: 'signed_in', at: ({ openId }) => `/api/communities/${openId}/preview` },
  },
  'POST /api/communities/:communityId/join': {
    ...{ may: 'signed_in', at: ({ openId }) => `/api/communities/${openId}/join`, changes: true },
    orCode: ['limit_reached'],
  },
}

const none = '00000000-0000-7000-8000-000000000000'
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
const keepingOrder: Record<string, Row> = {
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
export const sockets: readonly string[] = ['GET /ws/voice/:channelId', 'GET /ws/presence', 'GET /ws/notifications']

export const rows: Record<string, Row> = {
  ...accounts,
  // Before strangers come to share a community with somebody.
  ...keys,
  ...communities,
  ...people,
  ...running,
  ...inCalls,
  ...structure,
  ...keepingOrder,
  ...messages,
}
