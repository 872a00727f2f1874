import type { MemberAction } from '@chaos/client-core/moderation'
import type { Member } from '@chaos/protocol'
import { PersonMenu } from '../../components/call/person-menu.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { MemberActionsContainer } from '../moderation/member-menu-container.tsx'

type Props = {
  participantId: string
  anchor: HTMLElement
  onAct: (member: Member, action: MemberAction) => void
  onClose: () => void
}

export function PersonMenuContainer({ participantId, anchor, onAct, onClose }: Props) {
  const { voice } = useClient()
  const person = useAppState(({ call }) => call.people.find(({ id }) => id === participantId))
  const volumes = useAppState(({ preferences }) => preferences.volumes)
  const mayMute = useAppState(({ call }) => call.mayMuteOthers)
  const view = useAppState(({ call, communities }) => communities.views[call.communityId ?? ''])
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
    >
      {view?.status === 'ready' ? (
        <MemberActionsContainer
          communityId={view.value.community.id}
          view={view.value}
          userId={person.userId}
          name={person.displayName}
          onAct={(member, action) => {
            onClose()
            onAct(member, action)
          }}
        />
      ) : null}
    </PersonMenu>
  )
}
