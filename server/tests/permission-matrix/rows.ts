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
const moderation: Record<string, Row> = {
  ...inCall('mute', () => ({ muted: true })),
  ...inCall('deafen', () => ({ deafened: true })),
  ...inCall('disconnect'),
  ...inCall('move', ({ stageId }) => ({ channelId: stageId })),
}

/** Sockets, whose messages have a table of their own. */
export const sockets: readonly string[] = ['GET /ws/voice/:channelId', 'GET /ws/presence']

export const rows: Record<string, Row> = { ...accounts, ...communities, ...moderation }
