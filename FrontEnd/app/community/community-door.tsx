import type { ApiFailure } from '@chaos/client-core'
import type { CommunityPreview } from '@chaos/protocol'
import Button from '@mui/material/Button'
import { type ReactNode, useCallback } from 'react'
import { useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { CommunityFacts } from '../../components/discovery/community-facts.tsx'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import styles from '../../components/settings/settings.module.css'
import { useLoaded } from '../account/use-loaded.ts'
import { useClient } from '../client-context.ts'
import { useDiscovery } from '../discovery/use-discovery.ts'
import { useMutation } from './use-mutation.ts'

type Props = { communityId: string /** For communities that are not open. */; children: ReactNode }

/** Somebody who is not in it and knows its address: an open community shows itself and lets them in. */
export function CommunityDoor({ communityId, children }: Props) {
  const discovery = useDiscovery()
  const { loaded } = useLoaded(useCallback(() => discovery.preview(communityId), [discovery, communityId]))
  if (loaded.status === 'loading') return <RowSkeletons rows={4} />
  if (loaded.status === 'failed') return children
  return <Join preview={loaded.value} />
}

function Join({ preview }: { preview: CommunityPreview }) {
  const { id, name } = preview.community
  const discovery = useDiscovery()
  const { communities } = useClient()
  const navigate = useNavigate()
  const { busy, failure, run } = useMutation()
  const joined = ({ channelId }: { channelId: string | null }) => {
    void communities.open(id)
    void navigate(`/communities/${id}${channelId === null ? '' : `/channels/${channelId}`}`, { replace: true })
  }
  return (
    <section className={styles.page} style={{ maxInlineSize: 440 }} aria-labelledby="door-title">
      <h1 id="door-title" style={{ margin: 0 }}>
        {t('preview.title', { name })}
      </h1>
      <CommunityFacts preview={preview} />
      <Failure failure={failure} />
      <Button variant="contained" size="large" loading={busy} onClick={() => run(discovery.join(id), joined)}>
        {t('invite.join', { name })}
      </Button>
    </section>
  )
}

const Failure = ({ failure }: { failure: ApiFailure | null }) =>
  failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null
