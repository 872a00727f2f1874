import DownloadIcon from '@mui/icons-material/DownloadRounded'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { t } from '../../assets/messages/t.ts'
import { CopyButton } from '../forms/copy-button.tsx'
import formStyles from '../forms/form.module.css'
import settings from '../settings/settings.module.css'
import styles from './account.module.css'

type Props = { codes: string[]; copied: boolean; onCopy: () => void; onDownload: () => void; onClose: () => void }

/** Closes by its button only: what it shows cannot be shown again. */
export function RecoveryCodesDialog({ codes, copied, onCopy, onDownload, onClose }: Props) {
  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby="recovery-codes" aria-describedby="recovery-codes-text">
      <DialogTitle id="recovery-codes">{t('recovery.keepTitle')}</DialogTitle>
      <DialogContent className={formStyles.form ?? ''}>
        <span id="recovery-codes-text">{t('recovery.keepText')}</span>
        <ul className={styles.codes} aria-label={t('recovery.list')}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className={settings.line}>
          <CopyButton variant="outlined" copied={copied} onCopy={onCopy} />
          <Button variant="outlined" startIcon={<DownloadIcon fontSize="small" />} onClick={onDownload}>
            {t('recovery.download')}
          </Button>
        </div>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {t('recovery.kept')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
