import { useCallback } from 'react'
import { PersonCard } from '../../components/profile/person-card.tsx'
import type { ListedPerson } from '../../components/people/people-list.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { useClient } from '../client-context.ts'
import { MemberRolesContainer } from '../roles/member-roles-container.tsx'

type Props = { communityId: string; person: ListedPerson; anchor: HTMLElement; onClose: () => void }

export function PersonCardContainer({ communityId, person, anchor, onClose }: Props) {
  const { profile } = useClient()
  const { userId } = person
  const { loaded } = useLoaded(useCallback(() => profile.of(userId), [profile, userId]))
  return (
    <PersonCard person={person} anchor={anchor} profile={loaded} onClose={onClose}>
      <MemberRolesContainer communityId={communityId} userId={userId} />
    </PersonCard>
  )
}
