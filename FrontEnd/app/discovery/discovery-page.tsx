import type { CommunityId, DiscoveredCommunity } from '@chaos/protocol'
import ExploreIcon from '@mui/icons-material/TravelExploreRounded'
import { useCallback, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { DiscoveredCard } from '../../components/discovery/discovered-card.tsx'
import styles from '../../components/discovery/discovery.module.css'
import { type DiscoveryFilter, DiscoveryFilters } from '../../components/discovery/discovery-filters.tsx'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { LiveNow } from '../../components/home/live-now.tsx'
import { SideRegion, StageRegion } from '../../components/shell/shell.tsx'
import headerStyles from '../../components/stage/stage-header.module.css'
import { Paged } from '../administration/paged.tsx'
import { usePages } from '../administration/use-pages.ts'
import { useMutation } from '../community/use-mutation.ts'
import { useLiveRooms } from '../home/use-live-rooms.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import { useDiscovery } from './use-discovery.ts'
import { useSettled } from './use-settled.ts'

/** What is looked for stands in the address: back works, and a search can be sent to somebody. */
function useFilter() {
  const [search, setSearch] = useSearchParams()
  const [words, setWords] = useState(search.get('words') ?? '')
  const filter: DiscoveryFilter = {
    words,
    tag: search.get('tag'),
    order: search.get('order') === 'members' ? 'members' : 'activity',
  }
  const change = (changed: Partial<DiscoveryFilter>) => {
    const next = { ...filter, ...changed }
    setWords(next.words)
    const given = { words: next.words, tag: next.tag ?? '', order: next.order === 'members' ? 'members' : '' }
    setSearch(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')), { replace: true })
  }
  return { filter, change }
}

export function DiscoveryPage() {
  const rooms = useLiveRooms()
  return (
    <>
      <PageTitle title={t('discover.title')} />
      <SideRegion label={t('home.liveNow')} title={<span>{t('home.liveNow')}</span>}>
        <LiveNow rooms={rooms} />
      </SideRegion>
      <StageRegion
        header={
          <header className={headerStyles.header}>
            <h1 className={headerStyles.title}>{t('discover.title')}</h1>
          </header>
        }
      >
        <Search />
      </StageRegion>
    </>
  )
}

function Search() {
  const discovery = useDiscovery()
  const { filter, change } = useFilter()
  const { tag, order } = filter
  const words = useSettled(filter.words)
  const read = useCallback(
    (cursor: string | undefined) =>
      discovery.page({
        order,
        ...(words.trim() === '' ? {} : { words }),
        ...(tag === null ? {} : { tag }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    [discovery, words, tag, order],
  )
  const { pages, busy, more, again } = usePages(read)
  return (
    <div className={styles.page}>
      <DiscoveryFilters filter={filter} onChange={change} />
      <Paged pages={pages} busy={busy} onMore={more} onRetry={again}>
        {(found) => (
          <Found
            found={found}
            isSearch={words.trim() !== '' || tag !== null}
            onTag={(chosen) => change({ tag: chosen })}
          />
        )}
      </Paged>
    </div>
  )
}

type FoundProps = { found: DiscoveredCommunity[]; isSearch: boolean; onTag: (tag: string) => void }

function Found({ found, isSearch, onTag }: FoundProps) {
  const discovery = useDiscovery()
  const navigate = useNavigate()
  const { busy, failure, run } = useMutation()
  if (found.length === 0)
    return (
      <EmptyState
        picture={<ExploreIcon />}
        title={isSearch ? t('discover.none') : t('discover.empty')}
        text={isSearch ? t('discover.noneText') : t('discover.emptyText')}
      />
    )
  const join = (id: CommunityId) =>
    run(
      discovery.join(id),
      ({ channelId }) => void navigate(`/communities/${id}${channelId === null ? '' : `/channels/${channelId}`}`),
    )
  return (
    <>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <ul className={styles.cards} aria-label={t('discover.title')}>
        {found.map((one) => (
          <DiscoveredCard
            key={one.community.id}
            found={one}
            busy={busy}
            onTag={onTag}
            onJoin={() => join(one.community.id)}
          />
        ))}
      </ul>
    </>
  )
}
