import { arranged } from '@chaos/client-core'
import { useEffect } from 'react'
import { Navigate, useParams } from 'react-router'
import useMediaQuery from '@mui/material/useMediaQuery'
import type { Channel, CommunityView } from '@chaos/protocol'
import { useAppState, useClient } from '../client-context.ts'
import { useView } from '../shell/use-view.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import { CommunityPeople } from './community-people.tsx'
import { CommunitySide } from './community-side.tsx'
import { CommunityDialogs } from './community-dialogs.tsx'
import { useDialogs } from './use-dialogs.ts'
import { usePeoplePanel } from './use-people-panel.ts'
import { RoomStage } from './room-stage.tsx'
import { Unshown } from './unshown.tsx'
import { useSeenView } from './seen-as.tsx'
import { useMoves } from './use-moves.ts'

const narrowScreen = '(max-width: 767px)'

/** A community: its rooms at the side, the chosen one on the stage, its people at the end. */
export function CommunityPage() {
  const { communityId = '', channelId = null } = useParams()
  const { communities } = useClient()
  const view = useAppState((state) => state.communities.views[communityId])
  const entry = useEntry(view?.status === 'ready' ? view.value : null, channelId)
  useEffect(() => void communities.open(communityId), [communities, communityId])
  if (entry) return <Navigate to={`/communities/${communityId}/channels/${entry.id}`} replace />
  return (
    <Unshown communityId={communityId}>
      <CommunityRegions
        communityId={communityId}
        channelId={channelId}
        view={view?.status === 'ready' ? view.value : null}
      />
    </Unshown>
  )
}

/** Wide screens show a room at once; narrow ones show the list first. */
function useEntry(view: CommunityView | null, channelId: string | null): Channel | null {
  const narrow = useMediaQuery(narrowScreen)
  const shown = useView()
  return channelId === null && !narrow && shown === 'side' && view ? (arranged(view)[0] ?? null) : null
}

type Props = { communityId: string; channelId: string | null; view: CommunityView | null }

function CommunityRegions({ communityId, channelId, view: own }: Props) {
  const view = useSeenView(communityId, own)
  const dialogs = useDialogs()
  const moves = useMoves(view)
  const panel = usePeoplePanel(useMediaQuery(narrowScreen))
  const channel = view?.channels.find(({ id }) => id === channelId) ?? null
  const parts = { communityId, view, dialogs, moves }
  return (
    <>
      <PageTitle title={[channel?.name, view?.community.name].filter(Boolean).join(' · ')} />
      <CommunitySide {...parts} activeId={channelId} />
      <RoomStage {...parts} channelId={channelId} channel={channel} panel={panel} />
      <CommunityPeople communityId={communityId} view={view} panel={panel} />
      <CommunityDialogs {...parts} />
    </>
  )
}
