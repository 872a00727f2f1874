import type { ApiFailure } from '@chaos/client-core'
import SearchOffIcon from '@mui/icons-material/SearchOffRounded'
import Button from '@mui/material/Button'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { failureText } from '../../components/feedback/failure-text.ts'
import { SideRegion, StageRegion } from '../../components/shell/shell.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { useClient } from '../client-context.ts'
import { Removed } from '../moderation/removed.tsx'
import { useModeration } from '../moderation/use-moderation.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import { CommunityDoor } from './community-door.tsx'

type Props = { communityId: string; failure: ApiFailure }

/** A community that cannot be shown: gone, not ours, or out of reach for now. */
export function CommunityMissing(props: Props) {
  // Somebody who is banned is told so, also after coming back another day.
  return props.failure.code === 'not_found' ? <PerhapsBanned {...props} /> : <Unreachable {...props} />
}

function PerhapsBanned(props: Props) {
  const { loaded } = useLoaded(useModeration(props.communityId).ownBan)
  if (loaded.status === 'loading') return null
  if (loaded.status !== 'ready') return <Unreachable {...props} />
  const { name, reason } = loaded.value
  return <Removed removal={{ how: 'banned', name, reason }} />
}

function Unreachable({ communityId, failure }: Props) {
  const missing = failure.code === 'not_found' || failure.code === 'forbidden' || failure.code === 'bad_request'
  const title = missing ? t('community.missing') : failureText(failure)
  const state = <Missing communityId={communityId} title={title} missing={missing} />
  return (
    <>
      <PageTitle title={title} />
      <SideRegion label={t('nav.channels')} title={null}>
        {null}
      </SideRegion>
      <StageRegion>
        <div style={{ margin: 'auto' }}>
          {missing ? <CommunityDoor communityId={communityId}>{state}</CommunityDoor> : state}
        </div>
      </StageRegion>
    </>
  )
}

function Missing({ communityId, title, missing }: { communityId: string; title: string; missing: boolean }) {
  const { communities } = useClient()
  return (
    <EmptyState
      level="h1"
      title={title}
      picture={<SearchOffIcon />}
      {...(missing ? { text: t('community.missingText') } : {})}
    >
      {missing ? null : (
        <Button variant="contained" onClick={() => void communities.open(communityId)}>
          {t('action.retry')}
        </Button>
      )}
      <Button component={Link} to="/" variant={missing ? 'contained' : 'outlined'}>
        {t('notFound.home')}
      </Button>
    </EmptyState>
  )
}
