import type { ApiFailure, Loadable } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Skeleton from '@mui/material/Skeleton'
import { useId } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from './safety-number-dialog.module.css'

type Props = {
  name: string
  /** Twelve groups of five digits. */
  number: Loadable<{ digits: string }>
  verified: boolean
  /** It is of an identity that does not count yet. */
  changed: boolean
  busy: boolean
  failure: ApiFailure | null
  onVerify: () => void
  onClear: () => void
  onAccept: () => void
  onRetry: () => void
  onClose: () => void
}

/** Sixty digits for two people to compare by eye or voice. */
export function SafetyNumberDialog(props: Props) {
  const { name, verified, changed, failure, onClose } = props
  const titleId = useId()
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('trust.title', { name })}</DialogTitle>
      <DialogContent className={styles.content ?? ''}>
        {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
        {changed ? (
          <Notice tone="danger" title={t('trust.changedTitle', { name })}>
            {t('trust.changedText')}
          </Notice>
        ) : null}
        <Digits {...props} />
        <p className={styles.text}>
          {verified && !changed ? t('trust.verifiedText', { name }) : t('trust.text', { name })}
        </p>
      </DialogContent>
      <Acts {...props} />
    </Dialog>
  )
}

function Digits({ number, name, onRetry }: Props) {
  if (number.status === 'loading') return <Skeleton variant="rounded" height={124} />
  if (number.status === 'failed')
    return number.failure.code === 'not_found' ? (
      <Notice tone="info" title={t('trust.none', { name })} />
    ) : (
      <Notice tone="warning" title={t('trust.failed')} actions={<Button onClick={onRetry}>{t('action.retry')}</Button>}>
        {failureText(number.failure)}
      </Notice>
    )
  return (
    <p className={styles.digits} role="group" aria-label={t('trust.safetyNumber')}>
      {number.value.digits.split(' ').map((group, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- groups may repeat, and their places are what they are
        <span key={place}>{group} </span>
      ))}
    </p>
  )
}

function Acts({ number, verified, changed, busy, onVerify, onClear, onAccept, onClose }: Props) {
  return (
    <DialogActions sx={{ flexWrap: 'wrap', rowGap: 1 }}>
      <Button onClick={onClose}>{t('action.close')}</Button>
      {changed ? (
        <Button disabled={busy || number.status !== 'ready'} onClick={onAccept}>
          {t('trust.accept')}
        </Button>
      ) : null}
      {verified && !changed ? (
        <Button variant="outlined" loading={busy} onClick={onClear}>
          {t('trust.clear')}
        </Button>
      ) : (
        <Button variant="contained" loading={busy} disabled={number.status !== 'ready'} onClick={onVerify}>
          {t('trust.verify')}
        </Button>
      )}
    </DialogActions>
  )
}
