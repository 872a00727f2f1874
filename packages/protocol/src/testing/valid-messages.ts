import type { NotificationClientMessage, NotificationServerMessage } from '../notifications/messages.ts'
import type { PresenceClientMessage } from '../presence/messages.ts'
import { exampleChannel } from './community-examples.ts'
import type { VoiceClientMessage } from '../voice/client-messages.ts'
import type { VoiceServerMessage } from '../voice/server-messages.ts'

const id = (last: number): string => `01890000-0000-7000-8000-${last.toString(16).padStart(12, '0')}`
const bytes = 'AAEC_-09'

/** One message of every type; a type that is missing does not compile. */
type OneOfEach<M extends { type: string }> = { [K in M['type']]: Extract<M, { type: K }> }

const participant = {
  id: id(1),
  userId: id(2),
  displayName: 'Anna',
  avatar: null,
  muted: false,
  deafened: false,
  serverMuted: false,
  serverDeafened: false,
  floor: { kind: 'listener' as const, hand: 1, invited: false },
  priority: false,
  sending: true,
  connection: 'connected' as const,
}

export const voiceClientExamples: OneOfEach<VoiceClientMessage> = {
  'session.hello': {
    type: 'session.hello',
    version: 1,
    token: 'header.body.signature',
    muted: false,
    deafened: false,
    sending: true,
    resume: { token: 'abc', keepMedia: true },
  },
  'session.ping': { type: 'session.ping', id: 7 },
  'session.leave': { type: 'session.leave' },
  'state.set': { type: 'state.set', muted: true, deafened: false, sending: true },
  'media.answer': { type: 'media.answer', generation: 1, sdp: 'v=0\r\n' },
  'media.renew': { type: 'media.renew' },
  'group.create': { type: 'group.create', groupInfo: bytes },
  'group.commit': { type: 'group.commit', epoch: 3, commit: bytes, groupInfo: bytes },
  'group.sync': { type: 'group.sync' },
  'moderation.mute': { type: 'moderation.mute', participantId: id(1), muted: true },
  'moderation.deafen': { type: 'moderation.deafen', participantId: id(1), deafened: true },
  'moderation.disconnect': { type: 'moderation.disconnect', participantId: id(1) },
  'moderation.move': { type: 'moderation.move', participantId: id(1), channelId: id(3) },
  'priority.set': { type: 'priority.set', on: true },
  'stage.raise': { type: 'stage.raise' },
  'stage.lower': { type: 'stage.lower', participantId: id(1) },
  'stage.allow': { type: 'stage.allow', participantId: id(1) },
  'stage.dismiss': { type: 'stage.dismiss', participantId: id(1) },
}

export const voiceServerExamples: OneOfEach<VoiceServerMessage> = {
  'session.welcome': {
    type: 'session.welcome',
    version: 1,
    participantId: id(1),
    callId: bytes,
    resumeToken: 'abc',
    resumed: false,
    mediaKept: false,
    participants: [participant],
    slots: [id(1), null],
    group: { epoch: 0, groupInfo: bytes },
    iceServers: [{ urls: ['stun:stun.example'] }],
    kind: 'stage',
    encryption: 'e2ee',
    permissions: ['connect_voice', 'speak'],
  },
  'session.moved': {
    type: 'session.moved',
    channel: exampleChannel({ id: id(3), communityId: id(4) }),
    because: 'moderator',
  },
  'session.pong': { type: 'session.pong', id: 7 },
  'session.going': { type: 'session.going', returnAfterMs: 500 },
  'session.refused': { type: 'session.refused', code: 'forbidden', message: 'No.' },
  'media.offer': { type: 'media.offer', generation: 1, sdp: 'v=0\r\n' },
  'media.candidates': {
    type: 'media.candidates',
    generation: 1,
    candidates: ['candidate:1 1 UDP 1 192.0.2.1 9 typ host'],
  },
  'participant.joined': { type: 'participant.joined', participant },
  'participant.updated': { type: 'participant.updated', participant },
  'participant.left': { type: 'participant.left', participantId: id(1) },
  'slot.assigned': { type: 'slot.assigned', slot: 0, participantId: null },
  'room.changed': { type: 'room.changed', kind: 'away' },
  'speaking.changed': { type: 'speaking.changed', participantIds: [id(1)] },
  'group.accepted': { type: 'group.accepted', epoch: 1 },
  'group.refused': { type: 'group.refused', reason: 'stale_epoch', group: null },
  'group.committed': { type: 'group.committed', epoch: 1, commit: bytes, participantId: id(1) },
  'group.state': { type: 'group.state', group: null },
}

export const presenceClientExamples: OneOfEach<PresenceClientMessage> = {
  'session.hello': { type: 'session.hello', version: 1, token: 'header.body.signature' },
  'session.ping': { type: 'session.ping', id: 7 },
  'watch.set': { type: 'watch.set', communityIds: [id(5), id(6)] },
  'watch.people': { type: 'watch.people', userIds: [id(7)] },
  'status.active': { type: 'status.active' },
  'status.idle': { type: 'status.idle' },
}

const from = { userId: id(2), displayName: 'Anna', avatar: null }
const at = '2026-01-01T00:00:00.000Z'
const occupant = { ...from, muted: true, deafened: false, listener: false }
const counts = {
  unread: 2,
  mentions: 1,
  communities: [{ placeId: id(5), unread: 1, mentions: 0 }],
  channels: [{ placeId: id(3), unread: 2, mentions: 1 }],
  upTo: 12,
}

export const notificationClientExamples: OneOfEach<NotificationClientMessage> = {
  'session.hello': { type: 'session.hello', version: 1, token: 'header.body.signature', lastSeen: 12 },
  'session.ping': { type: 'session.ping', id: 7 },
  'notifications.acknowledge': { type: 'notifications.acknowledge', sequence: 12 },
  'notifications.read': { type: 'notifications.read', mark: { placeId: id(3), upTo: 12 } },
}

export const notificationServerExamples: OneOfEach<NotificationServerMessage> = {
  'session.welcome': {
    type: 'session.welcome',
    version: 1,
    head: 12,
    from: 10,
    acknowledged: 9,
    counts,
    levels: [{ placeId: id(3), level: 'mentions', mutedUntil: null }],
  },
  'session.pong': { type: 'session.pong', id: 7 },
  'session.going': { type: 'session.going', returnAfterMs: 500 },
  'session.refused': { type: 'session.refused', code: 'forbidden', message: 'No.' },
  'notifications.added': {
    type: 'notifications.added',
    notifications: [
      {
        sequence: 11,
        id: id(4),
        body: { kind: 'call.missed', from, channelId: id(3) },
        communityId: null,
        channelId: id(3),
        isMention: true,
        isRead: false,
        createdAt: at,
      },
    ],
  },
  'notifications.acknowledged': { type: 'notifications.acknowledged', sequence: 12 },
  'notifications.read': { type: 'notifications.read', mark: { sequence: 12 } },
  'counts.changed': { type: 'counts.changed', counts },
  'levels.changed': { type: 'levels.changed', place: { placeId: id(3), level: null, mutedUntil: at } },
  'quietHours.changed': { type: 'quietHours.changed', quietHours: null },
  'conversation.changed': {
    type: 'conversation.changed',
    conversation: {
      id: id(3),
      kind: 'group',
      name: 'Radio',
      ownerId: id(2),
      members: [{ id: id(2), userName: 'anna', displayName: 'Anna', avatar: null }],
      occupants: [occupant],
      activeAt: at,
    },
  },
  'conversation.removed': { type: 'conversation.removed', channelId: id(3) },
  'call.changed': { type: 'call.changed', channelId: id(3), occupants: [occupant] },
  'call.ringing': { type: 'call.ringing', channelId: id(3), from, expiresAt: at, isQuiet: false },
  'call.ended': { type: 'call.ended', channelId: id(3), because: 'answered' },
  'call.declined': { type: 'call.declined', channelId: id(3), userId: id(2) },
}
