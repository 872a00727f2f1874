import { useEffect } from 'react'
import { Navigate, useParams } from 'react-router'
import { useMediaQuery } from '@mui/material'
import { useAppState, useClient } from '../client-context.ts'
import { useView } from '../shell/use-view.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import { CommunityMissing } from './community-missing.tsx'
import { CommunityPeople } from './community-people.tsx'
import { CommunitySide } from './community-side.tsx'
import { CommunityDialogs } from './community-dialogs.tsx'
import { useDialogs } from './use-dialogs.ts'
import { usePeoplePanel } from './use-people-panel.ts'
import { RoomStage } from './room-stage.tsx'

/** A community: its rooms at the side, the chosen one on the stage, its people at the end. */
export function CommunityPage() {
  const { communityId = '', channelId = null } = useParams()
  const client = useClient()
  const narrow = useMediaQuery('(max-width: 767px)')
  const shownView = useView()
  const view = useAppState(({ communities }) => communities.views[communityId])
  const dialogs = useDialogs()
  const panel = usePeoplePanel(narrow)
  useEffect(() => void client.communities.open(communityId), [client, communityId])

  if (view?.status === 'failed') return <CommunityMissing communityId={communityId} failure={view.failure} />
  const ready = view?.status === 'ready' ? view.value : null
  const first = ready?.channels[0]
  // Wide screens show a room at once; narrow ones show the list first.
  if (channelId === null && first && !narrow && shownView === 'side')
    return <Navigate to={`/communities/${communityId}/channels/${first.id}`} replace />
  const channel = ready?.channels.find(({ id }) => id === channelId) ?? null
  return (
    <>
      <PageTitle title={[channel?.name, ready?.community.name].filter(Boolean).join(' · ')} />
      <CommunitySide communityId={communityId} view={ready} activeId={channelId} dialogs={dialogs} />
      <RoomStage
        communityId={communityId}
        channelId={channelId}
        view={ready}
        channel={channel}
        dialogs={dialogs}
        panel={panel}
      />
      <CommunityPeople communityId={communityId} view={ready} panel={panel} />
      <CommunityDialogs communityId={communityId} view={ready} dialogs={dialogs} />
    </>
  )
}
