import TextField from '@mui/material/TextField'
import { t } from '../../assets/messages/t.ts'

type Props = { value: string; error: string | undefined; onChange: (value: string) => void }

/** Takes an invite as a link or as its code. */
export function InviteField({ value, error, onChange }: Props) {
  return (
    <TextField
      name="inviteCode"
      label={t('registration.inviteLabel')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={error !== undefined}
      helperText={error ?? t('registration.inviteHelp')}
      autoComplete="off"
      slotProps={{ htmlInput: { maxLength: 512, spellCheck: false } }}
    />
  )
}
