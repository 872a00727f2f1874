import CheckIcon from '@mui/icons-material/CheckRounded'
import CopyIcon from '@mui/icons-material/ContentCopyRounded'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import TextField from '@mui/material/TextField'
import { t } from '../../assets/messages/t.ts'
import styles from '../forms/form.module.css'
import { timeWords } from './time-words.ts'

type Props = {
  name: string
  link: { url: string; expiresAt: string }
  copied: boolean
  onCopy: () => void
  onClose: () => void
}

/** Shows a link that nobody can see again. */
export function ResetLinkDialog({ name, link, copied, onCopy, onClose }: Props) {
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="reset-link-title">
      <DialogTitle id="reset-link-title">{t('users.resetLinkTitle', { name })}</DialogTitle>
      <DialogContent>
        <p style={{ marginBlockStart: 0 }}>{t('users.resetLinkText')}</p>
        <div className={styles.inline} style={{ paddingBlockStart: 8 }}>
          <TextField
            size="small"
            label={t('users.resetLinkLabel')}
            value={link.url}
            helperText={t('users.resetLinkUntil', { time: timeWords(link.expiresAt) })}
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
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('action.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}
