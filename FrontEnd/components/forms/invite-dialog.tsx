import type { ApiFailure } from '@chaos/client-core'
import CheckIcon from '@mui/icons-material/CheckRounded'
import CopyIcon from '@mui/icons-material/ContentCopyRounded'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Skeleton from '@mui/material/Skeleton'
import TextField from '@mui/material/TextField'
import type { ReactNode } from 'react'
import { formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from './form.module.css'

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
          <Notice
            tone="danger"
            role="alert"
            title={failureText(failure)}
            actions={
              <Button size="small" onClick={onRetry}>
                {t('action.retry')}
              </Button>
            }
          />
        ) : invite ? (
          <div className={styles.inline} style={{ paddingBlockStart: 8 }}>
            <TextField
              size="small"
              label={t('invite.link')}
              value={invite.url}
              helperText={untilWords(invite.expiresAt)}
              onFocus={(event) => event.target.select()}
              slotProps={{ htmlInput: { readOnly: true } }}
            />
            <Button
              variant="contained"
              sx={{ minHeight: 40 }}
              startIcon={copied ? <CheckIcon fontSize="small" /> : <CopyIcon fontSize="small" />}
              onClick={onCopy}
            >
              {copied ? t('action.copied') : t('action.copy')}
            </Button>
          </div>
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
