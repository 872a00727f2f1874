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
import styles from '../forms/form.module.css'

/** What every dialog about something that is being changed is told. */
export type DialogState = { busy: boolean; failure: ApiFailure | null; onClose: () => void }

type Props = DialogState & {
  title: string
  text?: string
  submitLabel: string
  danger?: boolean
  children: ReactNode
  onSubmit: () => void
}

/** A few fields, and one thing to do with them. */
export function FormDialog({
  title,
  text,
  submitLabel,
  danger = false,
  busy,
  failure,
  children,
  onSubmit,
  onClose,
}: Props) {
  const id = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // A form in a dialog that a menu opened is still inside that menu for React.
    event.stopPropagation()
    if (!busy) onSubmit()
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby={id}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={id}>{title}</DialogTitle>
        <DialogContent>
          <div className={styles.form} style={{ paddingBlockStart: 8 }}>
            {text === undefined ? null : <span>{text}</span>}
            {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
            {children}
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="contained" color={danger ? 'error' : 'primary'} loading={busy}>
            {submitLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
