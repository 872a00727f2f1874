import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import forms from './form.module.css'

type Props = {
  title: string
  text: string
  /** Of the field for the name. */
  label: string
  confirmLabel: string
  isName: (typed: string) => boolean
  /** The refusal that stands for a wrong name. */
  mismatch: 'user_name_mismatch' | 'name_mismatch'
  busy: boolean
  failure: ApiFailure | null
  onConfirm: (typed: string) => void
  onClose: () => void
}

/** Asks for a name before something that cannot be taken back, so that no slip of the hand does it. */
export function TypedConfirmDialog(props: Props) {
  const { title, text, label, confirmLabel, isName, busy, failure, onConfirm, onClose } = props
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const mismatch = wrong || failure?.code === props.mismatch
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const right = isName(typed.trim())
    setWrong(!right)
    if (right && !busy) onConfirm(typed.trim())
  }
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="deletion-title">
      <DialogTitle id="deletion-title">{title}</DialogTitle>
      <form onSubmit={submit} noValidate>
        <DialogContent className={forms.form ?? ''}>
          {failure && !mismatch && failure.code !== 'cancelled' ? (
            <Notice tone="danger" role="alert" title={failureText(failure)} />
          ) : null}
          <span>{text}</span>
          <TextField
            label={label}
            value={typed}
            autoFocus
            autoComplete="off"
            error={mismatch}
            helperText={mismatch ? failureText({ code: props.mismatch }) : null}
            onChange={(event) => {
              setTyped(event.target.value)
              setWrong(false)
            }}
            slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false, maxLength: 64 } }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="contained" color="error" loading={busy}>
            {confirmLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
