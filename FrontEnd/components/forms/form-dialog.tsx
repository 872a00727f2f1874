import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { type FormEvent, type ReactNode, useId } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from './form.module.css'

/** What every dialog about something that is being changed is told. */
export type DialogState = {
  busy: boolean
  /** What is not said at a field. */
  failure: ApiFailure | null
  onClose: () => void
}

type Props = DialogState & {
  title: string
  text?: string
  submitLabel: string
  /** What it does is hard to take back. */
  dangerous?: boolean
  /** Something has to be done before. */
  disabled?: boolean
  onSubmit: () => void
  children: ReactNode
}

/** Fields in a dialog, with what went wrong above them. Submits nothing while it is busy. */
export function FormDialog({ title, failure, onClose, children, ...props }: Props) {
  const { text, submitLabel, dangerous = false, disabled = false, busy, onSubmit } = props
  const titleId = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // A form in a dialog that a menu opened is still inside that menu for React.
    event.stopPropagation()
    if (!busy) onSubmit()
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby={titleId}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent>
          <div className={styles.form} style={{ paddingBlockStart: 8 }}>
            {text === undefined ? null : <span>{text}</span>}
            {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
            {children}
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            type="submit"
            variant="contained"
            color={dangerous ? 'error' : 'primary'}
            loading={busy}
            disabled={disabled}
          >
            {submitLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
