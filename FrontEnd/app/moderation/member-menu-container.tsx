import { type MemberAction, memberActionsOn } from '@chaos/client-core/moderation'
import type { CommunityView, Member } from '@chaos/protocol'
import { MemberActionList, MemberMenu } from '../../components/moderation/member-actions.tsx'
import { useMember } from './use-member.ts'

type Common = { communityId: string; view: CommunityView; onAct: (member: Member, action: MemberAction) => void }
type MenuProps = Common & { person: { userId: string; name: string }; anchor: HTMLElement; onClose: () => void }

export function MemberMenuContainer({ communityId, view, person, anchor, onAct, onClose }: MenuProps) {
  const member = useMember(communityId, person.userId)
  const actions = member ? memberActionsOn(view, member) : []
  if (!member || actions.length === 0) return null
  const choose = (action: MemberAction) => onAct(member, action)
  return <MemberMenu name={person.name} actions={actions} anchor={anchor} onChoose={choose} onClose={onClose} />
}

/** The same actions in a card about the person. */
export function MemberActionsContainer({
  communityId,
  view,
  userId,
  name,
  onAct,
}: Common & { userId: string; name: string }) {
  const member = useMember(communityId, userId)
  if (!member) return null
  const choose = (action: MemberAction) => onAct(member, action)
  return <MemberActionList name={name} actions={memberActionsOn(view, member)} onChoose={choose} />
}
