import type { ApiFailure } from '@chaos/client-core'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { FormDialog } from '../forms/form-dialog.tsx'

type Props = {
  words: readonly string[]
  /** Which ones are asked for, counted from 1. */
  numbers: readonly [number, number]
  busy: boolean
  failure: ApiFailure | null
  onProved: () => void
  onClose: () => void
}

/** Two words typed back show that the code was written down. */
export function ProveWordsDialog({ words, numbers, onProved, ...props }: Props) {
  const [typed, setTyped] = useState<readonly [string, string]>(['', ''])
  const [tried, setTried] = useState(false)
  const isRight = (place: 0 | 1) => typed[place].trim().toLowerCase() === words[numbers[place] - 1]
  const submit = () => {
    setTried(true)
    if (isRight(0) && isRight(1)) onProved()
  }
  const field = (place: 0 | 1) => {
    const number = numbers[place]
    const wrong = tried && !isRight(place)
    return (
      <TextField
        label={t('keyRecovery.word', { number })}
        value={typed[place]}
        autoFocus={place === 0}
        autoComplete="off"
        error={wrong}
        helperText={wrong ? t('keyRecovery.wrongWord', { number }) : ' '}
        onChange={({ target: { value } }) => setTyped(place === 0 ? [value, typed[1]] : [typed[0], value])}
        slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false, maxLength: 16 } }}
      />
    )
  }
  return (
    <FormDialog {...props} title={t('keyRecovery.proveTitle')} submitLabel={t('keyRecovery.finish')} onSubmit={submit}>
      <span>{t('keyRecovery.proveText')}</span>
      {field(0)}
      {field(1)}
    </FormDialog>
  )
}
