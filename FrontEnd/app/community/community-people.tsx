import type { CommunityView } from '@chaos/protocol'
import Drawer from '@mui/material/Drawer'
import { Suspense, lazy, useCallback, useMemo, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { LoadFailed } from '../../components/feedback/load-failed.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import type { ListedPerson } from '../../components/people/listed-person.ts'
import { PeopleList } from '../../components/people/people-list.tsx'
import { PeopleRegion } from '../../components/shell/shell.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { MemberActionsContainer } from '../moderation/member-menu-container.tsx'
import { useMemberActs } from '../moderation/use-member-acts.tsx'
import { useWatchedPeople } from '../people/use-watched-people.ts'
import { MemberRolesContainer } from '../roles/member-roles-container.tsx'
import { peopleGroups } from './people-groups.ts'
import type { PeoplePanel } from './use-people-panel.ts'

const PersonCardContainer = lazy(async () => ({
  default: (await import('../people/person-card-container.tsx')).PersonCardContainer,
}))

type Props = { communityId: string; view: CommunityView | null; panel: PeoplePanel }

export function CommunityPeople({ communityId, view, panel }: Props) {
  if (!panel.open && panel.kind === 'column') return null
  const region = (
    <PeopleRegion>
      <People communityId={communityId} view={view} />
    </PeopleRegion>
  )
  if (panel.kind !== 'drawer') return region
  return (
    <Drawer
      anchor="right"
      open={panel.open}
      onClose={panel.close}
      slotProps={{ paper: { 'aria-label': t('people.title'), sx: { background: 'var(--side)' } } }}
    >
      {region}
    </Drawer>
  )
}

function People({ communityId, view }: Omit<Props, 'panel'>) {
  const { communities } = useClient()
  const members = useAppState((state) => state.communities.members[communityId])
  const rosters = useAppState((state) => state.rosters)
  const session = useAppState((state) => state.session)
  const known = useAppState((state) => state.people)
  const [open, setOpen] = useState<{ person: ListedPerson; anchor: HTMLElement } | null>(null)
  const { act, openMenu, elements } = useMemberActs(communityId, view)
  const more = useCallback(() => void communities.loadMoreMembers(communityId), [communities, communityId])
  const items = members?.status === 'ready' ? members.value.items : null
  const groups = useMemo(
    () =>
      peopleGroups(items ?? [], view?.channels ?? [], { rosters, session, people: known, roles: view?.roles ?? [] }),
    [items, view, rosters, session, known],
  )
  useWatchedPeople((items ?? []).map(({ userId }) => userId))
  if (members?.status === 'failed')
    return <LoadFailed failure={members.failure} onRetry={() => void communities.open(communityId)} />
  if (members?.status !== 'ready')
    return (
      <div style={{ padding: 12 }}>
        <RowSkeletons rows={6} avatar />
      </div>
    )
  return (
    <>
      <PeopleList
        groups={groups}
        blocked={members.value.items.filter(({ userId }) => known.blocked[userId]).length}
        more={members.value.next !== null}
        onMore={more}
        onOpen={(person, anchor) => setOpen({ person, anchor })}
        onMenu={openMenu}
      />
      {open ? (
        <Suspense fallback={null}>
          <PersonCardContainer {...open} onClose={() => setOpen(null)}>
            <MemberRolesContainer communityId={communityId} userId={open.person.userId} />
            {view ? (
              <MemberActionsContainer
                communityId={communityId}
                view={view}
                userId={open.person.userId}
                name={open.person.name}
                onAct={(member, action) => {
                  setOpen(null)
                  act(member, action)
                }}
              />
            ) : null}
          </PersonCardContainer>
        </Suspense>
      ) : null}
      {elements}
    </>
  )
}
