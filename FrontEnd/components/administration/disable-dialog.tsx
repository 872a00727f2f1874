import type { ApiFailure } from '@chaos/client-core'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { FormDialog } from '../forms/form-dialog.tsx'

type Props = {
  name: string
  busy: boolean
  failure: ApiFailure | null
  onDisable: (reason: string) => void
  onClose: () => void
}

/** Asks for the reason, which the person will read. */
export function DisableDialog({ name, onDisable, ...props }: Props) {
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = () => {
    const given = reason.trim()
    setMissing(given === '')
    if (given !== '') onDisable(given)
  }
  const title = t('users.disableTitle', { name })
  return (
    <FormDialog {...props} title={title} submitLabel={t('users.disable')} dangerous onSubmit={submit}>
      <span>{t('users.disableText')}</span>
      <TextField
        multiline
        autoFocus
        label={t('users.disableReason')}
        value={reason}
        error={missing}
        helperText={missing ? t('users.needReason') : t('users.disableReasonHelp')}
        onChange={({ target }) => setReason(target.value)}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
    </FormDialog>
  )
}
