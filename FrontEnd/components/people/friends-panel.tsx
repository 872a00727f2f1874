import type { PeopleState } from '@chaos/client-core'
import PeopleIcon from '@mui/icons-material/PeopleAltRounded'
import Button from '@mui/material/Button'
import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import type { ReactNode } from 'react'
import { t } from '../../assets/messages/t.ts'
import { EmptyState } from '../feedback/empty-state.tsx'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import { RowSkeletons } from '../feedback/row-skeletons.tsx'
import { type FriendAction, FriendRow, type ListedFriend } from './friend-row.tsx'
import styles from './friends.module.css'

export const friendTabs = ['online', 'all', 'requests', 'blocked'] as const
export type FriendTab = (typeof friendTabs)[number]

type Props = {
  tab: FriendTab
  people: Record<FriendTab, ListedFriend[]>
  /** Requests that wait for the viewer's answer. */
  waiting: number
  loaded: PeopleState['loaded']
  busyId: string | null
  /** Adding somebody. */
  children: ReactNode
  onTab: (tab: FriendTab) => void
  onRetry: () => void
  onOpen: (friend: ListedFriend, anchor: HTMLElement) => void
  onAct: (action: FriendAction, friend: ListedFriend) => void
}

/** Friends, requests and blocked people. */
export function FriendsPanel({ tab, people, waiting, loaded, children, onTab, onRetry, ...rows }: Props) {
  const label = (of: FriendTab) => {
    const name = t(`friends.tab.${of}`)
    const count = of === 'requests' ? waiting : of === 'online' ? people.online.length : 0
    return count > 0 ? t('friends.tabCount', { name, count }) : name
  }
  return (
    <section className={styles.friends} aria-labelledby="friends-title">
      <div className={styles.head}>
        <h2 className={styles.heading} id="friends-title">
          {t('friends.title')}
        </h2>
        <Tabs
          value={tab}
          variant="scrollable"
          scrollButtons={false}
          aria-labelledby="friends-title"
          onChange={(_, next: FriendTab) => onTab(next)}
        >
          {friendTabs.map((of) => (
            <Tab
              key={of}
              value={of}
              sx={{ minInlineSize: 0, paddingInline: '10px' }}
              id={`friends-${of}`}
              aria-controls="friends-panel"
              label={label(of)}
            />
          ))}
        </Tabs>
      </div>
      <div id="friends-panel" role="tabpanel" aria-labelledby={`friends-${tab}`}>
        <Listed tab={tab} friends={people[tab]} known={people.all.length} loaded={loaded} onRetry={onRetry} {...rows} />
      </div>
      {children}
    </section>
  )
}

type ListedProps = Pick<Props, 'tab' | 'loaded' | 'busyId' | 'onRetry' | 'onOpen' | 'onAct'> & {
  friends: ListedFriend[]
  /** Friends in all. */
  known: number
}

function Listed({ tab, friends, known, loaded, busyId, onRetry, onOpen, onAct }: ListedProps) {
  if (loaded.status === 'loading') return <RowSkeletons rows={3} avatar />
  if (loaded.status === 'failed')
    return (
      <Notice
        tone="danger"
        role="alert"
        title={failureText(loaded.failure)}
        actions={
          <Button size="small" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        }
      />
    )
  if (friends.length === 0) return <Nobody tab={tab} known={known} />
  return (
    <ul className={styles.list}>
      {friends.map((friend) => (
        <FriendRow key={friend.userId} friend={friend} busy={busyId === friend.userId} onOpen={onOpen} onAct={onAct} />
      ))}
    </ul>
  )
}

const empty = (title: string, text: string) => (
  <EmptyState title={title} text={text} picture={<PeopleIcon />} level="h3" />
)

function Nobody({ tab, known }: { tab: FriendTab; known: number }) {
  if (tab === 'requests') return empty(t('friends.noRequestsTitle'), t('friends.noRequestsText'))
  if (tab === 'blocked') return empty(t('friends.noBlockedTitle'), t('friends.noBlockedText'))
  if (tab === 'online' && known > 0) return empty(t('friends.quietTitle'), t('friends.quietText'))
  return empty(t('friends.noneTitle'), t('friends.noneText'))
}
