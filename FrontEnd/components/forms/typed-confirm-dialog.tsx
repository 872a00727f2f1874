import type { ApiFailure } from '@chaos/client-core'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { failureText } from '../feedback/failure-text.ts'
import { FormDialog } from './form-dialog.tsx'

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
  const submit = () => {
    const right = isName(typed.trim())
    setWrong(!right)
    if (right) onConfirm(typed.trim())
  }
  return (
    <FormDialog
      title={title}
      submitLabel={confirmLabel}
      dangerous
      busy={busy}
      failure={mismatch ? null : failure}
      onSubmit={submit}
      onClose={onClose}
    >
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
    </FormDialog>
  )
}
