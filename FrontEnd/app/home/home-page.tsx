import type { ApiFailure } from '@chaos/client-core'
import { useState } from 'react'
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
import { useMayCreate } from './use-may-create.ts'
import { useLiveRooms } from './use-live-rooms.ts'

export function HomePage() {
  const { communities } = useClient()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const session = useAppState((state) => state.session)
  const list = useAppState((state) => state.communities.list)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  const rooms = useLiveRooms()
  const mayCreate = useMayCreate()

  const create = async (name: string) => {
    setBusy(true)
    const outcome = await communities.create({ name })
    setBusy(false)
    if (outcome.ok) void navigate(`/communities/${outcome.value.id}`)
    else setFailure(outcome.failure)
  }
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
          // A new key per visit of the "add" link, so that the field takes the focus again.
          key={search.get('add') ?? 'plain'}
          mayCreate={mayCreate}
          focusCreate={search.has('add')}
          first={list.status === 'ready' && list.value.length === 0}
          creating={busy}
          failure={failure}
          onCreate={(text) => void create(text)}
          onInvite={(text) => void navigate(`/invite/${inviteCodeOf(text)}`)}
          people={<FriendsContainer />}
          checkInvite={(text) => (inviteCodeOf(text) === null ? t('home.inviteWrong') : null)}
        >
          <CommunityCards list={list} onRetry={() => void communities.loadList()} />
        </HomeStage>
      </StageRegion>
    </>
  )
}
