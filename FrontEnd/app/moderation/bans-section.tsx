import type { Ban } from '@chaos/protocol'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { ConfirmDialog } from '../../components/forms/confirm-dialog.tsx'
import { BanList } from '../../components/moderation/ban-list.tsx'
import { Paged } from '../administration/paged.tsx'
import { usePages } from '../administration/use-pages.ts'
import { useMutation } from '../community/use-mutation.ts'
import type { SectionProps } from '../community-settings/section.ts'
import { useModeration } from './use-moderation.ts'

export function BansSection({ view }: SectionProps) {
  const communityId = view.community.id
  const moderation = useModeration(communityId)
  const { pages, busy, more, again } = usePages(moderation.bans)
  const [lifting, setLifting] = useState<Ban | null>(null)
  const { busy: changing, failure, run } = useMutation()
  const lift = (ban: Ban) =>
    run(moderation.unban(ban.user.id), () => {
      setLifting(null)
      again()
    })
  return (
    <>
      <Paged pages={pages} busy={busy} onMore={more} onRetry={again}>
        {(bans) => <BanList bans={bans} onLift={setLifting} />}
      </Paged>
      {lifting ? (
        <ConfirmDialog
          title={t('bans.liftTitle', { name: lifting.user.displayName })}
          text={t('bans.liftText')}
          confirmLabel={t('bans.lift')}
          busy={changing}
          failure={failure}
          onConfirm={() => lift(lifting)}
          onClose={() => setLifting(null)}
        />
      ) : null}
    </>
  )
}
