import type { ManagedUserView } from '@chaos/client-core/administration'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { DisableDialog } from '../../components/administration/disable-dialog.tsx'
import { ResetLinkDialog } from '../../components/administration/reset-link-dialog.tsx'
import type { UserAction } from '../../components/administration/user-actions.tsx'
import { ConfirmChange } from '../community/confirm-change.tsx'
import { useMutation } from '../community/use-mutation.ts'
import { useCopy } from '../wiring/use-copy.ts'
import { useAdministration } from './use-administration.ts'

type Props = { user: ManagedUserView; asked: UserAction; onDone: () => void; onClose: () => void }
type OneProps = Omit<Props, 'asked'>

/** Asks before what is hard to take back, then does it. */
export function UserDialogs({ asked, ...props }: Props) {
  if (asked === 'disable') return <Disable {...props} />
  if (asked === 'resetLink') return <ResetLink {...props} />
  if (asked === 'refuse') return <Refuse {...props} />
  if (asked === 'handOver') return <HandOver {...props} />
  return <SignOut {...props} />
}

function Disable({ user, onDone, onClose }: OneProps) {
  const administration = useAdministration()
  const { busy, failure, run } = useMutation()
  return (
    <DisableDialog
      name={user.displayName}
      busy={busy}
      failure={failure}
      onDisable={(reason) => run(administration.disable(user.id, reason), onDone)}
      onClose={onClose}
    />
  )
}

function SignOut({ user, onDone, onClose }: OneProps) {
  const administration = useAdministration()
  return (
    <ConfirmChange
      title={t('users.signOutTitle', { name: user.displayName })}
      text={t('users.signOutText')}
      confirmLabel={t('users.signOut')}
      change={() => administration.signOut(user.id)}
      onDone={onDone}
      onClose={onClose}
    />
  )
}

function HandOver({ user, onDone, onClose }: OneProps) {
  const administration = useAdministration()
  return (
    <ConfirmChange
      title={t('users.handOverTitle', { name: user.displayName })}
      text={t('users.handOverText', { name: user.displayName })}
      confirmLabel={t('users.handOver')}
      change={() => administration.handOver(user.id)}
      onDone={onDone}
      onClose={onClose}
    />
  )
}

function Refuse({ user, onClose }: OneProps) {
  const administration = useAdministration()
  const navigate = useNavigate()
  const refused = () => void navigate('/administration/users', { replace: true })
  return (
    <ConfirmChange
      title={t('users.refuseTitle', { name: user.displayName })}
      text={t('users.refuseText')}
      confirmLabel={t('users.refuse')}
      change={() => administration.refuse(user.id)}
      onDone={refused}
      onClose={onClose}
    />
  )
}

type Link = { url: string; expiresAt: string }

/** Makes the link only when asked again: it kills the ones before. */
function ResetLink({ user, onClose }: OneProps) {
  const administration = useAdministration()
  const [link, setLink] = useState<Link | null>(null)
  const { copied, copy } = useCopy(link?.url ?? '')
  if (link)
    return <ResetLinkDialog name={user.displayName} link={link} copied={copied} onCopy={copy} onClose={onClose} />
  return (
    <ConfirmChange
      title={t('users.resetLinkTitle', { name: user.displayName })}
      text={t('users.resetLinkText')}
      confirmLabel={t('users.resetLink')}
      change={() => administration.issueResetLink(user.id)}
      onDone={setLink}
      onClose={onClose}
    />
  )
}
