import type { Outcome } from '@chaos/client-core'
import type { MemberAction, Moderation } from '@chaos/client-core/moderation'
import type { Member } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'
import { ConfirmDialog } from '../../components/forms/confirm-dialog.tsx'
import { BanDialog, KickDialog, NicknameDialog, TimeoutDialog } from '../../components/moderation/member-dialogs.tsx'
import { shownName } from '../../components/moderation/member-rows.tsx'
import { ReportDialog } from '../../components/moderation/report-dialog.tsx'
import { useMutation } from '../community/use-mutation.ts'
import { useModeration } from './use-moderation.ts'

type Props = {
  communityId: string
  member: Member
  action: MemberAction
  /** It went through. */
  onDone: () => void
  onClose: () => void
}

/** Asks about one member what is to be asked, then does it. */
export function MemberDialogs({ communityId, member, action, onDone, onClose }: Props) {
  const moderation = useModeration(communityId)
  const { busy, failure, run } = useMutation()
  const name = shownName(member)
  const state = { name, busy, failure, onClose }
  const act = (change: (of: Moderation, userId: string) => Promise<Outcome<unknown>>) =>
    run(change(moderation, member.userId), () => {
      onClose()
      onDone()
    })
  switch (action) {
    case 'nickname': {
      const rename = (nickname: string | null) => act((of, userId) => of.rename(userId, nickname))
      return <NicknameDialog {...state} nickname={member.nickname} onRename={rename} />
    }
    case 'kick':
      return <KickDialog {...state} onKick={(reason) => act((of, userId) => of.kick(userId, reason))} />
    case 'ban':
      return <BanDialog {...state} onBan={(draft) => act((of, userId) => of.ban(userId, draft))} />
    case 'timeout':
      return <TimeoutDialog {...state} onTimeout={(draft) => act((of, userId) => of.timeOut(userId, draft))} />
    case 'report': {
      const { userId: subjectId } = member
      return (
        <ReportDialog {...state} onReport={(reason, words) => act((of) => of.report({ subjectId, reason, words }))} />
      )
    }
    case 'liftTimeout':
      return (
        <ConfirmDialog
          {...state}
          title={t('timeoutDialog.liftTitle', { name })}
          text={t('timeoutDialog.liftText')}
          confirmLabel={t('member.liftTimeout')}
          onConfirm={() => act((of, userId) => of.liftTimeout(userId))}
        />
      )
  }
}
