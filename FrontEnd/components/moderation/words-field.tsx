import TextField from '@mui/material/TextField'

type Props = {
  label: string
  help?: string | undefined
  value: string
  maxLength: number
  error?: boolean
  autoFocus?: boolean
  minRows?: number
  onChange: (value: string) => void
}

/** A field for a sentence or two. */
export function WordsField({
  label,
  help,
  value,
  maxLength,
  error = false,
  autoFocus = false,
  minRows = 1,
  onChange,
}: Props) {
  return (
    <TextField
      multiline
      minRows={minRows}
      maxRows={10}
      label={label}
      value={value}
      error={error}
      helperText={help}
      autoFocus={autoFocus}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ htmlInput: { maxLength } }}
    />
  )
}
