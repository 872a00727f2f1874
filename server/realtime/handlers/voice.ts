import type { ChannelId, ParticipantId, VoiceClientMessage, VoiceServerMessage } from '@chaos/protocol'
import type { Stay } from '../../voice/stay.ts'
import type { VoiceModeration } from '../../voice/voice-moderation.ts'
import type { VoiceService } from '../../voice/voice-service.ts'
import type { Viewer } from '../../auth/viewer.ts'
import type { Connection } from '../../voice/residents.ts'
import type { Authenticate } from '../authenticate.ts'
import type { Channel, Handlers } from '../dispatch.ts'

type State = { viewer: Viewer; stay: Stay; connection: Connection }

/** Somebody in the same call, as moderation names them. */
const targetOf = ({ stay }: State, participantId: ParticipantId) => ({
  channelId: stay.room.channelId,
  userId: stay.userOf(participantId),
})

const handlers = (voice: VoiceService, moderation: VoiceModeration): Handlers<VoiceClientMessage, State> => ({
  'session.leave': ({ connection }) => {
    voice.leave(connection)
    connection.close('left')
  },
  'state.set': ({ stay }, { muted, deafened, sending }) => stay.setState({ muted, deafened, sending }),
  'media.answer': ({ stay, connection }, answer) => {
    if (stay.answer(answer) === 'refused') connection.close('malformed')
  },
  'media.renew': ({ stay }) => stay.offerMedia(),
  'group.create': ({ stay }, { groupInfo }) => stay.createGroup(groupInfo),
  'group.commit': ({ stay }, commit) => stay.commit(commit),
  'group.sync': ({ stay }) => stay.syncGroup(),
  'moderation.mute': (state, { participantId, muted }) =>
    moderation.mute(state.viewer, targetOf(state, participantId), muted),
  'moderation.deafen': (state, { participantId, deafened }) =>
    moderation.deafen(state.viewer, targetOf(state, participantId), deafened),
  'moderation.disconnect': (state, { participantId }) =>
    moderation.disconnect(state.viewer, targetOf(state, participantId)),
  'moderation.move': (state, { participantId, channelId }) =>
    moderation.move(state.viewer, targetOf(state, participantId), channelId),
  'priority.set': ({ stay }, { on }) => stay.setPriority(on),
  'stage.raise': ({ stay }) => stay.takeStageStep('raise'),
  'stage.lower': ({ stay }, { participantId }) => stay.takeStageStep('lower', participantId),
  'stage.allow': ({ stay }, { participantId }) => stay.takeStageStep('allow', participantId),
  'stage.dismiss': ({ stay }, { participantId }) => stay.takeStageStep('dismiss', participantId),
})

export type VoiceSocketDeps = { voice: VoiceService; moderation: VoiceModeration; authenticate: Authenticate }

/** /ws/voice/{channel_id}: one participant's signalling. */
export function voiceSocket(
  { voice, moderation, authenticate }: VoiceSocketDeps,
  channelId: ChannelId,
): Channel<VoiceClientMessage, VoiceServerMessage, State> {
  return {
    async greet(session, hello) {
      const viewer = await authenticate(hello.token, session, 'voice')
      const connection: Connection = { signal: session.send, close: session.close }
      const stay = await voice.enter({ viewer, channelId, connection }, hello)
      // Runs at once when the socket went while the door was being opened.
      session.onClosed(() => voice.detach(connection))
      return { viewer, stay, connection }
    },
    handlers: handlers(voice, moderation),
  }
}
