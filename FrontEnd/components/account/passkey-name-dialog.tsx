import type { ApiFailure } from '@chaos/client-core'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { FormDialog } from '../forms/form-dialog.tsx'

type Props = {
  title: string
  text?: string
  name: string
  submitLabel: string
  busy: boolean
  failure: ApiFailure | null
  onSubmit: (name: string) => void
  onClose: () => void
}

export function PasskeyNameDialog({ text, name, onSubmit, ...props }: Props) {
  const [typed, setTyped] = useState(name)
  const [missing, setMissing] = useState(false)
  const submit = () => {
    const given = typed.trim()
    setMissing(given === '')
    if (given !== '') onSubmit(given)
  }
  return (
    <FormDialog {...props} onSubmit={submit}>
      {text ? <span>{text}</span> : null}
      <TextField
        label={t('passkeys.name')}
        value={typed}
        autoFocus
        error={missing}
        helperText={missing ? t('passkeys.needName') : ' '}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 64 } }}
      />
    </FormDialog>
  )
}
