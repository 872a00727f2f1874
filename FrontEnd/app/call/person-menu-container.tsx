import { callMark, type CallPerson } from '@chaos/client-core'
import type { MemberAction } from '@chaos/client-core/moderation'
import type { Member } from '@chaos/protocol'
import { Suspense, lazy, useState } from 'react'
import { FloorActions } from '../../components/call/floor-actions.tsx'
import { mayModerate, ModerationActions } from '../../components/call/moderation-actions.tsx'
import { PersonMenu } from '../../components/call/person-menu.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { MemberActionsContainer } from '../moderation/member-menu-container.tsx'
import { BlockDialog } from '../people/block-dialog.tsx'
import { moderationRights } from './moderation-rights.ts'
import { useDestinations } from './use-destinations.ts'

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
  const trust = useAppState((state) => state.trust[person?.userId ?? ''])
  const volumes = useAppState(({ preferences }) => preferences.volumes)
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
      trust={callMark(trust, person.leaf)}
      anchor={anchor}
      volume={volumes[userId] ?? 1}
      onVolume={(volume) => voice.setVolume(userId, volume)}
      onProfile={() => setInstead('profile')}
      onBlock={() => setInstead('block')}
      onClose={onClose}
    >
      <LeadersActions person={person} onClose={onClose} />
      {view?.status === 'ready' ? (
        <MemberActionsContainer
          communityId={view.value.community.id}
          view={view.value}
          userId={userId}
          name={name}
          onAct={(member, action) => {
            onClose()
            onAct(member, action)
          }}
        />
      ) : null}
    </PersonMenu>
  )
}

/** For those who lead the stage, and for those who moderate. */
function LeadersActions({ person, onClose }: { person: CallPerson; onClose: () => void }) {
  const { voice } = useClient()
  const permissions = useAppState(({ call }) => call.permissions)
  const communityId = useAppState(({ call }) => call.communityId)
  const channelId = useAppState(({ call }) => call.channelId)
  const destinations = useDestinations(communityId, channelId)
  const rights = moderationRights(permissions)
  /** What is done, is done: the menu closes by it. */
  const then =
    <A extends unknown[]>(act: (participantId: string, ...rest: A) => void) =>
    (...rest: A) => {
      act(person.id, ...rest)
      onClose()
    }
  return (
    <>
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
    </>
  )
}
