import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import LinearProgress from '@mui/material/LinearProgress'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'

type Props = {
  stage: 'asked' | 'answered' | 'added' | 'wrong'
  busy: boolean
  failure: ApiFailure | null
  onMine: () => void
  onDecline: () => void
  onClose: () => void
}

const titles = {
  asked: 'approving.askedTitle',
  answered: 'approving.askedTitle',
  added: 'approving.addedTitle',
  wrong: 'approving.wrongTitle',
} as const

/** The old device's side: whether the new one is the person's own, and what came of it. Esc declines nothing. */
export function ApprovalDialog({ stage, busy, failure, onMine, onDecline, onClose }: Props) {
  const isOver = stage === 'added' || stage === 'wrong'
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="xs"
      aria-labelledby="approval-title"
      aria-describedby="approval-text"
    >
      <DialogTitle id="approval-title">{t(titles[stage])}</DialogTitle>
      <DialogContent id="approval-text">
        {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
        {stage === 'answered' ? (
          <>
            {t('approving.waiting')}
            <LinearProgress aria-label={t('approving.waiting')} sx={{ marginBlockStart: 2 }} />
          </>
        ) : (
          t(`approving.${stage}Text`)
        )}
      </DialogContent>
      <DialogActions>
        {isOver ? (
          <Button variant="contained" autoFocus onClick={onClose}>
            {t('action.close')}
          </Button>
        ) : (
          <>
            <Button onClick={onDecline}>{t('approving.decline')}</Button>
            <Button variant="contained" loading={busy || stage === 'answered'} onClick={onMine}>
              {t('approving.mine')}
            </Button>
          </>
        )}
      </DialogActions>
    </Dialog>
  )
}
