import type { ApiFailure } from '@chaos/client-core'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { FormDialog } from '../forms/form-dialog.tsx'

type Props = { busy: boolean; failure: ApiFailure | null; onCode: (code: string) => void; onClose: () => void }

/** There is one try, so what cannot be the digits is not taken for it. */
export function TypeDigitsDialog({ onCode, ...props }: Props) {
  const [typed, setTyped] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = () => {
    const code = typed.replaceAll(/\s/g, '')
    const isCode = /^\d{6}$/.test(code)
    setMissing(!isCode)
    if (isCode) onCode(code)
  }
  return (
    <FormDialog {...props} title={t('approving.codeTitle')} submitLabel={t('approving.add')} onSubmit={submit}>
      <TextField
        label={t('approving.code')}
        value={typed}
        autoFocus
        autoComplete="off"
        error={missing}
        helperText={missing ? t('approving.needCode') : ' '}
        onChange={({ target }) => setTyped(target.value)}
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 12 } }}
      />
    </FormDialog>
  )
}
