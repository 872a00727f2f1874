import { Suspense, lazy } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { CommunityCards } from '../../components/home/community-cards.tsx'
import { HomeStage } from '../../components/home/home-stage.tsx'
import { LiveNow } from '../../components/home/live-now.tsx'
import { SideRegion, StageRegion } from '../../components/shell/shell.tsx'
import { FriendsContainer } from '../people/friends-container.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { ConversationListContainer } from '../conversations/conversation-list-container.tsx'
import { PageTitle } from '../wiring/page-title.tsx'
import { inviteCodeOf } from './invite-code.ts'
import { TourContainer } from './tour-container.tsx'
import { useMayCreate } from './use-may-create.ts'
import { useLiveRooms } from './use-live-rooms.ts'

const CreateCommunity = lazy(async () => ({ default: (await import('./create-community.tsx')).CreateCommunity }))

export function HomePage() {
  const { communities } = useClient()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const session = useAppState((state) => state.session)
  const list = useAppState((state) => state.communities.list)
  const rooms = useLiveRooms()
  const mayCreate = useMayCreate()
  const name = session.kind === 'signedIn' ? session.user.displayName : ''
  return (
    <>
      <PageTitle title={t('nav.home')} />
      <SideRegion label={t('home.liveNow')} title={<span>{t('home.liveNow')}</span>}>
        <LiveNow rooms={rooms} />
        <ConversationListContainer />
      </SideRegion>
      <StageRegion>
        <HomeStage
          title={t('home.title', { name })}
          mayCreate={mayCreate}
          first={list.status === 'ready' && list.value.length === 0}
          tour={<TourContainer />}
          onCreate={() => setSearch({ add: '1' })}
          onInvite={(text) => void navigate(`/invite/${inviteCodeOf(text)}`)}
          people={<FriendsContainer />}
          checkInvite={(text) => (inviteCodeOf(text) === null ? t('home.inviteWrong') : null)}
        >
          <CommunityCards list={list} onRetry={() => void communities.loadList()} />
        </HomeStage>
      </StageRegion>
      {search.has('add') && mayCreate ? (
        <Suspense fallback={null}>
          <CreateCommunity onClose={() => setSearch({}, { replace: true })} />
        </Suspense>
      ) : null}
    </>
  )
}
