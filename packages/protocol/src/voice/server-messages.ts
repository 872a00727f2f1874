import { type Static, Type } from 'typebox'
import { ErrorCode } from '../errors.ts'
import { Base64Url, Id } from '../ids.ts'
import { Permission } from '../permissions.ts'
import { Channel, ChannelEncryption } from '../rest/channels.ts'
import { Closed, createMessageParser, type MessageOf } from '../wire/message-table.ts'
import { MoveReason, RoomKind } from './floor.ts'
import { voiceLimits } from './limits.ts'
import { Participant } from './participant.ts'

const Epoch = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const ParticipantOrNone = Type.Union([Id, Type.Null()])

/** Where the call's MLS group stands: `null` when nobody has made it yet. */
export const GroupState = Type.Union([
  Closed({ epoch: Epoch, groupInfo: Base64Url(voiceLimits.groupInfoBytes) }),
  Type.Null(),
])
export type GroupState = Static<typeof GroupState>

export const IceServer = Type.Object({
  urls: Type.Array(Type.String()),
  username: Type.Optional(Type.String()),
  credential: Type.Optional(Type.String()),
})
export type IceServer = Static<typeof IceServer>

/** What the server says on /ws/voice/{channel_id}. SPEC.md has the rules. */
export const voiceServerMessages = {
  'session.welcome': Closed({
    version: Type.Integer(),
    participantId: Id,
    /** Names this call: the MLS group id, as base64url. A channel that empties gets a new one. */
    callId: Base64Url(64),
    resumeToken: Type.String({ maxLength: 64 }),
    resumed: Type.Boolean(),
    mediaKept: Type.Boolean(),
    participants: Type.Array(Participant),
    /** Participant in each slot, by slot number. */
    slots: Type.Array(ParticipantOrNone),
    group: GroupState,
    kind: RoomKind,
    /** `open`: there is no group and the media is in clear. A client that expected otherwise leaves. */
    encryption: ChannelEncryption,
    /** What the viewer may here. */
    permissions: Type.Array(Permission),
  }),
  /** The viewer belongs into another channel now; a close with 4411 follows. */
  'session.moved': Closed({ channel: Channel, because: MoveReason }),
  'session.pong': Closed({ id: Type.Integer({ minimum: 0 }) }),
  /** The server stops; come back after the pause, with the resume token. A close with 1012 follows. */
  'session.going': Closed({ returnAfterMs: Type.Integer({ minimum: 0 }) }),
  'session.refused': Closed({ code: ErrorCode, message: Type.String() }),
  'media.offer': Closed({
    generation: Type.Integer({ minimum: 1 }),
    sdp: Type.String({ maxLength: voiceLimits.sdpLength }),
    iceServers: Type.Array(IceServer),
    /** As in the welcome, which comes after it. */
    encryption: ChannelEncryption,
  }),
  'participant.joined': Closed({ participant: Participant }),
  'participant.updated': Closed({ participant: Participant }),
  'participant.left': Closed({ participantId: Id }),
  'slot.assigned': Closed({ slot: Type.Integer({ minimum: 0 }), participantId: ParticipantOrNone }),
  'room.changed': Closed({ kind: RoomKind }),
  /** Who is speaking now, by the levels of RFC 6464; the whole set each time. */
  'speaking.changed': Closed({ participantIds: Type.Array(Id) }),
  /** Our own `group.create` or `group.commit` was taken; the group is now in `epoch`. */
  'group.accepted': Closed({ epoch: Epoch }),
  /** Somebody else was first, or what was sent does not fit; `group` is where things stand. */
  'group.refused': Closed({ reason: Type.Enum(['stale_epoch', 'other_call', 'malformed']), group: GroupState }),
  /** A commit by `participantId` moved the group from `epoch` to `epoch` + 1. */
  'group.committed': Closed({ epoch: Epoch, commit: Base64Url(voiceLimits.commitBytes), participantId: Id }),
  /** The answer to `group.sync`. */
  'group.state': Closed({ group: GroupState }),
}

export type VoiceServerMessage = MessageOf<typeof voiceServerMessages>
export const parseVoiceServerMessage = createMessageParser(voiceServerMessages, voiceLimits.messageLength)
