import { FloorActions } from '../../components/call/floor-actions.tsx'
import { mayModerate, ModerationActions } from '../../components/call/moderation-actions.tsx'
import { PersonMenu } from '../../components/call/person-menu.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { useDestinations } from './use-destinations.ts'
import { moderationRights } from './moderation-rights.ts'

type Props = { participantId: string; anchor: HTMLElement; onClose: () => void }

export function PersonMenuContainer({ participantId, anchor, onClose }: Props) {
  const { voice } = useClient()
  const person = useAppState(({ call }) => call.people.find(({ id }) => id === participantId))
  const volumes = useAppState(({ preferences }) => preferences.volumes)
  const permissions = useAppState(({ call }) => call.permissions)
  const communityId = useAppState(({ call }) => call.communityId)
  const channelId = useAppState(({ call }) => call.channelId)
  const destinations = useDestinations(communityId, channelId)
  if (!person) return null
  const rights = moderationRights(permissions)
  /** What is done, is done: the menu closes by it. */
  const then =
    <A extends unknown[]>(act: (participantId: string, ...rest: A) => void) =>
    (...rest: A) => {
      act(participantId, ...rest)
      onClose()
    }
  return (
    <PersonMenu
      person={person}
      anchor={anchor}
      volume={volumes[person.userId] ?? 1}
      onVolume={(volume) => voice.setVolume(person.userId, volume)}
      onClose={onClose}
    >
      {permissions.includes('manage_stage') ? (
        <FloorActions
          floor={person.floor}
          onAllow={then(voice.allowToSpeak)}
          onLower={then(voice.lowerHand)}
          onDismiss={then(voice.backToListeners)}
        />
      ) : null}
      {mayModerate(rights) ? (
        <ModerationActions
          rights={rights}
          serverMuted={person.serverMuted}
          serverDeafened={person.serverDeafened}
          destinations={destinations}
          onMute={then(voice.muteOther)}
          onDeafen={then(voice.deafenOther)}
          onDisconnect={then(voice.disconnectOther)}
          onMove={then(voice.moveOther)}
        />
      ) : null}
    </PersonMenu>
  )
}
