import DownloadIcon from '@mui/icons-material/DownloadRounded'
import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { CopyButton } from '../forms/copy-button.tsx'
import { FormDialog } from '../forms/form-dialog.tsx'
import settings from '../settings/settings.module.css'
import styles from './keys.module.css'

type Props = {
  words: readonly string[]
  copied: boolean
  onCopy: () => void
  onDownload: () => void
  onContinue: () => void
  onClose: () => void
}

/** The words, once. They are not called codes here: the second factor has those. Going on takes a tick. */
export function RecoveryCodeDialog({ words, copied, onCopy, onDownload, onContinue, onClose }: Props) {
  const [written, setWritten] = useState(false)
  const submit = () => {
    if (written) onContinue()
  }
  return (
    <FormDialog
      title={t('keyRecovery.keepTitle')}
      submitLabel={t('keyRecovery.continue')}
      disabled={!written}
      busy={false}
      failure={null}
      onSubmit={submit}
      onClose={onClose}
    >
      <span>{t('keyRecovery.keepText')}</span>
      <ol className={styles.words} aria-label={t('keyRecovery.words')}>
        {words.map((word, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- words may repeat, and their places are what they are
          <li key={index}>{word}</li>
        ))}
      </ol>
      <div className={settings.line}>
        <CopyButton variant="outlined" copied={copied} onCopy={onCopy} />
        <Button variant="outlined" startIcon={<DownloadIcon fontSize="small" />} onClick={onDownload}>
          {t('keyRecovery.download')}
        </Button>
      </div>
      <FormControlLabel
        control={<Checkbox checked={written} onChange={(_, checked) => setWritten(checked)} />}
        label={t('keyRecovery.written')}
      />
    </FormDialog>
  )
}
