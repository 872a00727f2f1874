import type { JoiningDevice } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import LinearProgress from '@mui/material/LinearProgress'
import { t } from '../../assets/messages/t.ts'
import styles from './keys.module.css'

type Props = {
  joining: Pick<JoiningDevice, 'stage' | 'code'>
  busy: boolean
  onConfirm: (worked: boolean) => void
  onAgain: () => void
  onClose: () => void
}

/** The new device's side of letting it in. */
export function JoiningDialog({ joining: { stage, code }, busy, onConfirm, onAgain, onClose }: Props) {
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="joining-title">
      <DialogTitle id="joining-title">{t(`joining.${stage}Title`)}</DialogTitle>
      <DialogContent aria-live="polite">
        {stage === 'code' ? (
          <output className={styles.digits} aria-label={t('joining.code')}>
            {code}
          </output>
        ) : (
          <>
            {t(`joining.${stage}Text`)}
            {stage === 'asked' ? (
              <LinearProgress aria-label={t('joining.waiting')} sx={{ marginBlockStart: 2 }} />
            ) : null}
          </>
        )}
      </DialogContent>
      <DialogActions>{actions()}</DialogActions>
    </Dialog>
  )

  function actions() {
    if (stage === 'admitted')
      return (
        <>
          <Button onClick={() => onConfirm(false)}>{t('joining.no')}</Button>
          <Button variant="contained" loading={busy} onClick={() => onConfirm(true)}>
            {t('joining.yes')}
          </Button>
        </>
      )
    const isOver = stage !== 'asked' && stage !== 'code'
    return (
      <>
        <Button onClick={onClose}>{isOver ? t('action.close') : t('action.cancel')}</Button>
        {isOver ? (
          <Button variant="contained" loading={busy} onClick={onAgain}>
            {t('joining.again')}
          </Button>
        ) : null}
      </>
    )
  }
}
