import type { MemberAction } from '@chaos/client-core/moderation'
import type { Member } from '@chaos/protocol'
import { Suspense, lazy, useState } from 'react'
import { PersonMenu } from '../../components/call/person-menu.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { MemberActionsContainer } from '../moderation/member-menu-container.tsx'
import { BlockDialog } from '../people/block-dialog.tsx'

const PersonCardContainer = lazy(async () => ({
  default: (await import('../people/person-card-container.tsx')).PersonCardContainer,
}))

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
  const [instead, setInstead] = useState<'profile' | 'block' | null>(null)
  const view = useAppState(({ call, communities }) => communities.views[call.communityId ?? ''])
  if (!person) return null
  const { userId, displayName: name, avatar: picture } = person
  if (instead === 'block') return <BlockDialog userId={userId} name={name} onClose={onClose} onDone={onClose} />
  if (instead === 'profile')
    return (
      <Suspense fallback={null}>
        <PersonCardContainer person={{ userId, name, picture }} anchor={anchor} onClose={onClose} />
      </Suspense>
    )
  return (
    <PersonMenu
      person={person}
      anchor={anchor}
      volume={volumes[userId] ?? 1}
      mayMute={mayMute}
      onVolume={(volume) => voice.setVolume(userId, volume)}
      onMute={(muted) => voice.muteOther(participantId, muted)}
      onProfile={() => setInstead('profile')}
      onBlock={() => setInstead('block')}
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
