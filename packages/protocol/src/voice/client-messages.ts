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
}

export type VoiceClientMessage = MessageOf<typeof voiceClientMessages>
export const parseVoiceClientMessage = createMessageParser(voiceClientMessages, voiceLimits.messageLength)
