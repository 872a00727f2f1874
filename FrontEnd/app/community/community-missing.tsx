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

type Props = { communityId: string; failure: ApiFailure }

/** A community that cannot be shown: gone, not ours, or out of reach for now. */
export function CommunityMissing(props: Props) {
  // Somebody who is banned is told so, also after coming back another day.
  return props.failure.code === 'not_found' ? <PerhapsBanned {...props} /> : <Missing {...props} />
}

function PerhapsBanned(props: Props) {
  const { loaded } = useLoaded(useModeration(props.communityId).ownBan)
  if (loaded.status !== 'ready') return <Missing {...props} />
  const { name, reason } = loaded.value
  return <Removed removal={{ how: 'banned', name, reason }} />
}

function Missing({ communityId, failure }: Props) {
  const { communities } = useClient()
  const missing = failure.code === 'not_found' || failure.code === 'forbidden' || failure.code === 'bad_request'
  const title = missing ? t('community.missing') : failureText(failure)
  return (
    <>
      <PageTitle title={title} />
      <SideRegion label={t('nav.channels')} title={null}>
        {null}
      </SideRegion>
      <StageRegion>
        <div style={{ margin: 'auto' }}>
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
        </div>
      </StageRegion>
    </>
  )
}
