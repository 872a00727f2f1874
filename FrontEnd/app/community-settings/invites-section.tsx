import { useState } from 'react'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { InviteList } from '../../components/community-settings/invite-list.tsx'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import styles from '../../components/settings/settings.module.css'
import { Paged } from '../administration/paged.tsx'
import { usePages } from '../administration/use-pages.ts'
import { InviteContainer } from '../community/invite-container.tsx'
import { useMutation } from '../community/use-mutation.ts'
import type { SectionProps } from './section.ts'
import { useCommunityCare } from './use-community-care.ts'

/** Links that lead here: who made them, how often they were used, and an end to them. */
export function InvitesSection({ view }: SectionProps) {
  const care = useCommunityCare(view.community.id)
  const { pages, busy, more, again } = usePages(care.invites)
  const { busy: revoking, failure, run } = useMutation()
  const [open, setOpen] = useState(false)
  return (
    <section className={styles.group}>
      <div className={styles.line}>
        <Button variant="contained" onClick={() => setOpen(true)}>
          {t('invite.make')}
        </Button>
      </div>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <Paged pages={pages} busy={busy} onMore={more} onRetry={again}>
        {(invites) => (
          <InviteList
            invites={invites}
            roles={view.roles}
            channels={view.channels}
            busy={revoking}
            onRevoke={(code) => run(care.revokeInvite(code), again)}
          />
        )}
      </Paged>
      {open ? (
        <InviteContainer
          communityId={view.community.id}
          view={view}
          onClose={() => {
            setOpen(false)
            again()
          }}
        />
      ) : null}
    </section>
  )
}
