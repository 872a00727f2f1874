import type { ChannelId, VoiceClientMessage, VoiceServerMessage } from '@chaos/protocol'
import type { Stay } from '../../voice/stay.ts'
import type { VoiceService } from '../../voice/voice-service.ts'
import type { Connection } from '../../voice/residents.ts'
import type { Authenticate } from '../authenticate.ts'
import type { Channel, Handlers } from '../dispatch.ts'

type State = { stay: Stay; connection: Connection }

const handlers = (voice: VoiceService): Handlers<VoiceClientMessage, State> => ({
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
  'moderation.mute': ({ stay }, { participantId, muted }) => stay.muteOther(participantId, muted),
})

/** /ws/voice/{channel_id}: one participant's signalling. */
export function voiceSocket(
  { voice, authenticate }: { voice: VoiceService; authenticate: Authenticate },
  channelId: ChannelId,
): Channel<VoiceClientMessage, VoiceServerMessage, State> {
  return {
    async greet(session, hello) {
      const viewer = await authenticate(hello.token, session, 'voice')
      const connection: Connection = { signal: session.send, close: session.close }
      const stay = await voice.enter({ viewer, channelId, connection }, hello)
      // Runs at once when the socket went while the door was being opened.
      session.onClosed(() => voice.detach(connection))
      return { stay, connection }
    },
    handlers: handlers(voice),
  }
}
