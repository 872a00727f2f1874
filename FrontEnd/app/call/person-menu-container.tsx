import { PersonMenu } from '../../components/call/person-menu.tsx'
import { useAppState, useClient } from '../client-context.ts'

type Props = { participantId: string; anchor: HTMLElement; onClose: () => void }

export function PersonMenuContainer({ participantId, anchor, onClose }: Props) {
  const { voice } = useClient()
  const person = useAppState(({ call }) => call.people.find(({ id }) => id === participantId))
  const volumes = useAppState(({ preferences }) => preferences.volumes)
  const mayMute = useAppState(({ call }) => call.mayMuteOthers)
  if (!person) return null
  return (
    <PersonMenu
      person={person}
      anchor={anchor}
      volume={volumes[person.userId] ?? 1}
      mayMute={mayMute}
      onVolume={(volume) => voice.setVolume(person.userId, volume)}
      onMute={(muted) => voice.muteOther(participantId, muted)}
      onClose={onClose}
    />
  )
}
