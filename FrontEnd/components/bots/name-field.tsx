import TextField from '@mui/material/TextField'
import { t } from '../../assets/messages/t.ts'

type Props = { label: string; value: string; missing: boolean; onChange: (value: string) => void }

/** A name that has to be given. */
export function NameField({ label, value, missing, onChange }: Props) {
  return (
    <TextField
      label={label}
      value={value}
      autoFocus
      error={missing}
      helperText={missing ? t('bots.needName') : ' '}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ htmlInput: { maxLength: 64 } }}
    />
  )
}
