import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import LinearProgress from '@mui/material/LinearProgress'
import type { Ref } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from './keys.module.css'

type Props = {
  videoRef: Ref<HTMLVideoElement>
  /** The camera may not be used. */
  blocked: boolean
  /** What was read is no code of the device that asks. */
  wrong: boolean
  busy: boolean
  failure: ApiFailure | null
  onClose: () => void
}

/** The old device's camera, in front of the new one's code. */
export function ScanDialog({ videoRef, blocked, wrong, busy, failure, onClose }: Props) {
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="scan-title">
      <DialogTitle id="scan-title">{t('approving.scanTitle')}</DialogTitle>
      <DialogContent aria-live="polite">
        {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
        {wrong ? <Notice tone="warning" title={t('approving.scanWrong')} /> : null}
        {blocked ? (
          <Notice tone="warning" title={t('approving.scanBlocked')} />
        ) : (
          <video
            ref={videoRef}
            className={styles.camera}
            autoPlay
            playsInline
            muted
            aria-label={t('approving.camera')}
          />
        )}
        {busy ? <LinearProgress aria-label={t('approving.waiting')} /> : null}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('approving.useDigits')}</Button>
      </DialogActions>
    </Dialog>
  )
}
