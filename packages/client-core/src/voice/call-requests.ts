import type { VoiceClientMessage } from '@chaos/protocol'
import type { VoiceCommands } from './voice-commands.ts'

/** What the person asks about others, and about having the word. */
export type CallRequest = Extract<
  VoiceClientMessage,
  { type: `moderation.${string}` | `stage.${string}` | 'priority.set' }
>

type Requests = Pick<
  VoiceCommands,
  | 'muteOther'
  | 'deafenOther'
  | 'disconnectOther'
  | 'moveOther'
  | 'setPriority'
  | 'raiseHand'
  | 'lowerHand'
  | 'allowToSpeak'
  | 'backToListeners'
>

/** The commands that are one message to the server each. */
export const requests = (ask: (message: CallRequest) => void): Requests => ({
  muteOther: (participantId, muted) => ask({ type: 'moderation.mute', participantId, muted }),
  deafenOther: (participantId, deafened) => ask({ type: 'moderation.deafen', participantId, deafened }),
  disconnectOther: (participantId) => ask({ type: 'moderation.disconnect', participantId }),
  moveOther: (participantId, channelId) => ask({ type: 'moderation.move', participantId, channelId }),
  setPriority: (on) => ask({ type: 'priority.set', on }),
  raiseHand: () => ask({ type: 'stage.raise' }),
  lowerHand: (participantId) => ask({ type: 'stage.lower', participantId }),
  allowToSpeak: (participantId) => ask({ type: 'stage.allow', participantId }),
  backToListeners: (participantId) => ask({ type: 'stage.dismiss', participantId }),
})
