import { newId } from '../../utils/ids.ts'
import type { Row } from './row.ts'
import type { World } from './world.ts'

const message = (world: World, path = '') => `/api/messages/${world.messageId}${path}`
/** Sealed by somebody else: it is taken from nobody, and only after it is known who may. */
const foreignBody = ({ channelId, messageId, bystanderId }: World) => ({
  kind: 'sealed',
  envelope: {
    ...{ channelId, generation: 1, senderId: bystanderId, senderDeviceId: bystanderId, messageId },
    ...{ commitment: 'A'.repeat(43), sealed: 'AAAA' },
  },
})
const inChannel = (path: string): Row => ({
  may: 'member',
  at: ({ channelId }) => `/api/messages${path}?channelId=${channelId}`,
})
/** Who speaks tus is a matter of tests of its own. */
const upload: Row = { may: 'signed_in', orCode: ['unsupported_version'] }

/** Routes about messages and recordings. */
export const messages: Record<string, Row> = {
  'GET /api/messages': inChannel(''),
  'GET /api/messages/pins': inChannel('/pins'),
  'GET /api/messages/unheard': inChannel('/unheard'),
  'POST /api/messages': {
    may: 'active',
    body: (world) => ({ id: newId(), channelId: world.channelId, body: foreignBody(world) }),
    orCode: ['bad_request'],
  },
  'GET /api/messages/:messageId': { may: 'member', at: (world) => message(world) },
  'PATCH /api/messages/:messageId': {
    may: 'active',
    at: (world) => message(world),
    body: (world) => ({ body: foreignBody(world) }),
    // Nobody of them wrote it; a timeout is told by the next one.
    except: { muted: 'forbidden', member: 'forbidden', moderator: 'forbidden', admin: 'forbidden', owner: 'forbidden' },
  },
  'DELETE /api/messages/:messageId': { may: 'moderator', at: (world) => message(world), changes: true },
  'PUT /api/messages/:messageId/pin': { may: 'moderator', at: (world) => message(world, '/pin'), changes: true },
  'DELETE /api/messages/:messageId/pin': { may: 'moderator', at: (world) => message(world, '/pin') },
  'GET /api/messages/:messageId/reactions': { may: 'member', at: (world) => message(world, '/reactions') },
  'POST /api/messages/:messageId/reactions': {
    may: 'active',
    at: (world) => message(world, '/reactions'),
    body: (world) => ({ id: newId(), body: foreignBody(world) }),
    orCode: ['bad_request'],
  },
  'DELETE /api/messages/:messageId/reactions/:reactionId': {
    may: 'member',
    at: (world) => message(world, `/reactions/${world.bystanderId}`),
  },
  'GET /api/messages/:messageId/listeners': { may: 'member', at: (world) => message(world, '/listeners') },
  'PUT /api/messages/:messageId/listening': {
    may: 'member',
    at: (world) => message(world, '/listening'),
    body: () => ({ positionMs: 0, isFinished: false, share: false }),
    orCode: ['bad_request'],
  },
  // It wants a recording.
  'GET /api/messages/:messageId/audio': { may: 'proof', at: (world) => message(world, '/audio') },
  'GET /api/messages/reading': {
    may: 'member',
    at: ({ communityId }) => `/api/messages/reading?communityId=${communityId}`,
  },
  'PUT /api/messages/reading/:channelId': {
    may: 'member',
    at: ({ channelId }) => `/api/messages/reading/${channelId}`,
    body: () => ({ position: 0 }),
  },
  'GET /api/messages/drafts': { may: 'signed_in' },
  'PUT /api/messages/drafts/:channelId': {
    may: 'active',
    at: ({ channelId }) => `/api/messages/drafts/${channelId}`,
    body: (world) => ({ body: foreignBody(world) }),
    orCode: ['bad_request'],
  },
  'DELETE /api/messages/drafts/:channelId': { may: 'signed_in' },
  'POST /api/messages/uploads': upload,
  'PATCH /api/messages/uploads/:uploadId': upload,
  'DELETE /api/messages/uploads/:uploadId': upload,
}
