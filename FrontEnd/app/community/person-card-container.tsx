import { type ReactNode, useCallback } from 'react'
import { PersonCard } from '../../components/profile/person-card.tsx'
import type { ListedPerson } from '../../components/people/listed-person.ts'
import { useLoaded } from '../account/use-loaded.ts'
import { useClient } from '../client-context.ts'

type Props = { person: ListedPerson; anchor: HTMLElement; children: ReactNode; onClose: () => void }

export function PersonCardContainer({ person, anchor, children, onClose }: Props) {
  const { profile } = useClient()
  const { userId } = person
  const { loaded } = useLoaded(useCallback(() => profile.of(userId), [profile, userId]))
  return (
    <PersonCard person={person} anchor={anchor} profile={loaded} onClose={onClose}>
      {children}
    </PersonCard>
  )
}
