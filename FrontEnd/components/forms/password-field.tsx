import VisibilityOffIcon from '@mui/icons-material/VisibilityOffRounded'
import VisibilityIcon from '@mui/icons-material/VisibilityRounded'
import IconButton from '@mui/material/IconButton'
import InputAdornment from '@mui/material/InputAdornment'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'

type Props = {
  name?: string
  label?: string
  isNew: boolean
  value: string
  error: string | undefined
  autoFocus?: boolean
  onChange: (value: string) => void
}

export function PasswordField({ name = 'password', label, isNew, value, error, autoFocus, onChange }: Props) {
  const [shown, setShown] = useState(false)
  const toggle = (
    <InputAdornment position="end">
      <IconButton
        edge="end"
        aria-label={shown ? t('account.hidePassword') : t('account.showPassword')}
        onClick={() => setShown(!shown)}
      >
        {shown ? <VisibilityOffIcon fontSize="small" /> : <VisibilityIcon fontSize="small" />}
      </IconButton>
    </InputAdornment>
  )
  return (
    <TextField
      name={name}
      type={shown ? 'text' : 'password'}
      label={label ?? t('account.password')}
      value={value}
      autoFocus={autoFocus ?? false}
      onChange={(event) => onChange(event.target.value)}
      error={error !== undefined}
      helperText={error ?? (isNew ? t('account.passwordHelp') : ' ')}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      slotProps={{ input: { endAdornment: toggle }, htmlInput: { maxLength: 256 } }}
    />
  )
}
