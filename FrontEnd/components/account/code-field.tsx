import TextField from '@mui/material/TextField'
import { t } from '../../assets/messages/t.ts'
import type { CodeKind } from './read-code.ts'

type Props = { kind: CodeKind; value: string; error: string | undefined; onChange: (value: string) => void }

export const missingCode = (kind: CodeKind): string => (kind === 'totp' ? t('totp.needCode') : t('recovery.needCode'))

/** Phones offer the code of a message or an app by themselves. */
export function CodeField({ kind, value, error, onChange }: Props) {
  const isTotp = kind === 'totp'
  return (
    <TextField
      key={kind}
      name={kind}
      label={isTotp ? t('totp.code') : t('recovery.code')}
      value={value}
      autoFocus
      autoComplete={isTotp ? 'one-time-code' : 'off'}
      error={error !== undefined}
      helperText={error ?? ' '}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{
        htmlInput: { inputMode: isTotp ? 'numeric' : 'text', autoCapitalize: 'none', spellCheck: false, maxLength: 64 },
      }}
    />
  )
}
