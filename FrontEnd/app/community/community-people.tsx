import type { CommunityView } from '@chaos/protocol'
import Button from '@mui/material/Button'
import Drawer from '@mui/material/Drawer'
import { Suspense, lazy, useMemo, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { type ListedPerson, PeopleList } from '../../components/people/people-list.tsx'
import { PeopleRegion } from '../../components/shell/shell.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { peopleGroups } from './people-groups.ts'
import type { PeoplePanel } from './use-people-panel.ts'

const PersonCardContainer = lazy(async () => ({
  default: (await import('./person-card-container.tsx')).PersonCardContainer,
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
  const [open, setOpen] = useState<{ person: ListedPerson; anchor: HTMLElement } | null>(null)
  const items = members?.status === 'ready' ? members.value.items : null
  const groups = useMemo(
    () => peopleGroups(items ?? [], view?.channels ?? [], { rosters, session, roles: view?.roles ?? [] }),
    [items, view, rosters, session],
  )
  if (members?.status === 'failed')
    return (
      <Notice
        tone="danger"
        title={failureText(members.failure)}
        actions={
          <Button size="small" onClick={() => void communities.open(communityId)}>
            {t('action.retry')}
          </Button>
        }
      />
    )
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
        more={members.value.next !== null}
        onMore={() => void communities.loadMoreMembers(communityId)}
        onOpen={(person, anchor) => setOpen({ person, anchor })}
      />
      {open ? (
        <Suspense fallback={null}>
          <PersonCardContainer {...open} communityId={communityId} onClose={() => setOpen(null)} />
        </Suspense>
      ) : null}
    </>
  )
}
