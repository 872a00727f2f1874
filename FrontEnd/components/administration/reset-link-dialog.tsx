import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { LinkField } from '../forms/link-field.tsx'

type Props = {
  name: string
  link: { url: string; expiresAt: string }
  copied: boolean
  onCopy: () => void
  onClose: () => void
}

/** Shows a link that nobody can see again. */
export function ResetLinkDialog({ name, link: { url, expiresAt }, copied, onCopy, onClose }: Props) {
  const help = t('users.resetLinkUntil', { time: formatInstant(expiresAt) })
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="reset-link-title">
      <DialogTitle id="reset-link-title">{t('users.resetLinkTitle', { name })}</DialogTitle>
      <DialogContent>
        <p style={{ marginBlockStart: 0 }}>{t('users.resetLinkText')}</p>
        <LinkField label={t('users.resetLinkLabel')} url={url} help={help} copied={copied} onCopy={onCopy} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('action.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}
