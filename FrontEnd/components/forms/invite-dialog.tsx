import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Skeleton from '@mui/material/Skeleton'
import type { ReactNode } from 'react'
import { formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { LoadFailed } from '../feedback/load-failed.tsx'
import { LinkField } from './link-field.tsx'

type Props = {
  communityName: string
  invite: { url: string; expiresAt: string | null } | null
  failure: ApiFailure | null
  copied: boolean
  onCopy: () => void
  onRetry: () => void
  onClose: () => void
  /** Makes another link, with options. */
  onAnother: () => void
  /** The options, once they are asked for; null: not yet. */
  options: ReactNode
}

const untilWords = (expiresAt: string | null) =>
  expiresAt === null
    ? t('invite.never')
    : t('invite.until', {
        time: formatInstant(expiresAt),
      })

export function InviteDialog(props: Props) {
  const { communityName, invite, failure, copied, onCopy, onRetry, onClose, onAnother, options } = props
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="invite-title">
      <DialogTitle id="invite-title">{t('invite.dialogTitle', { name: communityName })}</DialogTitle>
      <DialogContent>
        <p style={{ marginBlockStart: 0 }}>{t('invite.dialogText')}</p>
        {failure ? (
          <LoadFailed failure={failure} onRetry={onRetry} />
        ) : invite ? (
          <LinkField
            label={t('invite.link')}
            url={invite.url}
            help={untilWords(invite.expiresAt)}
            copied={copied}
            onCopy={onCopy}
          />
        ) : (
          <Skeleton variant="rounded" height={40} sx={{ my: 2 }} />
        )}
        {options}
      </DialogContent>
      <DialogActions>
        <Button onClick={onAnother}>{options ? t('invite.new') : t('invite.options')}</Button>
        <Button onClick={onClose}>{t('action.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}
