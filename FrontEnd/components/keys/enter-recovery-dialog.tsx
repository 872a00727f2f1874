import type { ApiFailure, RecoveryRefusal } from '@chaos/client-core'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { FormDialog } from '../forms/form-dialog.tsx'

type Props = {
  busy: boolean
  failure: ApiFailure | null
  refusal: RecoveryRefusal | null
  onCode: (code: string) => void
  onClose: () => void
}

export function EnterRecoveryDialog({ refusal, onCode, ...props }: Props) {
  const [typed, setTyped] = useState('')
  return (
    <FormDialog
      {...props}
      title={t('keyRecovery.enterTitle')}
      submitLabel={t('keyRecovery.use')}
      onSubmit={() => onCode(typed)}
    >
      <TextField
        label={t('keyRecovery.enter')}
        value={typed}
        autoFocus
        multiline
        minRows={3}
        autoComplete="off"
        error={refusal !== null}
        helperText={refusal ? refusalText(refusal) : t('keyRecovery.enterHelp')}
        onChange={({ target }) => setTyped(target.value)}
        slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false, maxLength: 400 } }}
      />
    </FormDialog>
  )
}

function refusalText(refusal: RecoveryRefusal): string {
  switch (refusal.reason) {
    case 'no_such_word':
      return t('keyRecovery.no_such_word', { number: refusal.word })
    case 'wrong_length':
    case 'wrong_check':
    case 'wrong_code':
    case 'not_set_up':
      return t(`keyRecovery.${refusal.reason}`)
    default:
      return t('keyRecovery.refused')
  }
}
