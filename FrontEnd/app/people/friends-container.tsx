import { Suspense, lazy, useMemo, useState } from 'react'
import { shallowEqual } from 'react-redux'
import { useSearchParams } from 'react-router'
import type { RootState } from '@chaos/client-core'
import { Notice } from '../../components/feedback/notice.tsx'
import type { ListedFriend } from '../../components/people/friend-row.tsx'
import { FriendsPanel, type FriendTab, friendTabs } from '../../components/people/friends-panel.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { AddFriend } from './add-friend.tsx'
import { friendLists } from './people-selectors.ts'
import { relationFailure, useRelate } from './use-relate.ts'

const PersonCardContainer = lazy(async () => ({
  default: (await import('./person-card-container.tsx')).PersonCardContainer,
}))

const partsOf = ({ people, rosters, communities }: RootState) => ({ people, rosters, communities })
const isTab = (text: string | null): text is FriendTab => friendTabs.some((tab) => tab === text)

/** The people of the home page. The address says which tab is open. */
export function FriendsContainer() {
  const { people: commands } = useClient()
  const parts = useAppState(partsOf, shallowEqual)
  const [search, setSearch] = useSearchParams()
  const [open, setOpen] = useState<{ person: ListedFriend; anchor: HTMLElement } | null>(null)
  const { busyId, failure, relate } = useRelate()
  const lists = useMemo(() => friendLists(parts), [parts])
  const named = search.get('people')
  const tab = isTab(named) ? named : 'online'
  const waiting = lists.requests.filter(({ kind }) => kind === 'asked').length
  return (
    <>
      <FriendsPanel
        tab={tab}
        people={lists}
        waiting={waiting}
        loaded={parts.people.loaded}
        busyId={busyId}
        onTab={(people) => setSearch({ people })}
        onRetry={() => void commands.load()}
        onOpen={(person, anchor) => setOpen({ person, anchor })}
        onAct={(action, { userId }) => void relate(action, userId)}
      >
        {failure ? <Notice tone="danger" role="alert" title={relationFailure(failure)} /> : null}
        {tab === 'blocked' ? null : <AddFriend focus={named === 'add'} />}
      </FriendsPanel>
      {open ? (
        <Suspense fallback={null}>
          <PersonCardContainer {...open} onClose={() => setOpen(null)} />
        </Suspense>
      ) : null}
    </>
  )
}
