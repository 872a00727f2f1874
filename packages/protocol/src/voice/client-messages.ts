import { Type } from 'typebox'
import { Base64Url, Id } from '../ids.ts'
import { Closed, createMessageParser, type MessageOf } from '../wire/message-table.ts'
import { voiceLimits } from './limits.ts'

const Epoch = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** What a client says on /ws/voice/{channel_id}. SPEC.md has the rules. */
export const voiceClientMessages = {
  'session.hello': Closed({
    version: Type.Integer(),
    token: Type.String({ maxLength: 4096 }),
    muted: Type.Boolean(),
    deafened: Type.Boolean(),
    sending: Type.Boolean(),
    resume: Type.Optional(
      Closed({
        token: Type.String({ maxLength: 64 }),
        /** The media transport still works: keep it, send no new offer. */
        keepMedia: Type.Boolean(),
      }),
    ),
  }),
  'session.ping': Closed({ id: Type.Integer({ minimum: 0 }) }),
  'session.leave': Closed({}),
  'state.set': Closed({ muted: Type.Boolean(), deafened: Type.Boolean(), sending: Type.Boolean() }),
  'media.answer': Closed({
    generation: Type.Integer({ minimum: 1 }),
    sdp: Type.String({ maxLength: voiceLimits.sdpLength }),
  }),
  'media.renew': Closed({}),
  'group.create': Closed({ groupInfo: Base64Url(voiceLimits.groupInfoBytes) }),
  'group.commit': Closed({
    epoch: Epoch,
    commit: Base64Url(voiceLimits.commitBytes),
    groupInfo: Base64Url(voiceLimits.groupInfoBytes),
  }),
  'group.sync': Closed({}),
  'moderation.mute': Closed({ participantId: Id, muted: Type.Boolean() }),
  'moderation.deafen': Closed({ participantId: Id, deafened: Type.Boolean() }),
  'moderation.disconnect': Closed({ participantId: Id }),
  /** To another channel of the same community. */
  'moderation.move': Closed({ participantId: Id, channelId: Id }),
  /** Whether one's own priority is used. */
  'priority.set': Closed({ on: Type.Boolean() }),
  /** Raises a hand; whoever was invited becomes a speaker by it. */
  'stage.raise': Closed({}),
  /** Takes a hand or an invitation back, one's own or another's. */
  'stage.lower': Closed({ participantId: Id }),
  /** Lets somebody speak whose hand is up, and invites anybody else. */
  'stage.allow': Closed({ participantId: Id }),
  /** Back to the listeners, oneself or another. */
  'stage.dismiss': Closed({ participantId: Id }),
}

export type VoiceClientMessage = MessageOf<typeof voiceClientMessages>
export const parseVoiceClientMessage = createMessageParser(voiceClientMessages, voiceLimits.messageLength)
