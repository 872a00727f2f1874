import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'

type Props<T extends string> = {
  label: string
  value: T
  options: readonly T[]
  wordsOf: (option: T) => string
  disabled?: boolean
  onChoose: (option: T) => void
}

/** One of a few. */
export function Choice<T extends string>({ label, value, options, wordsOf, disabled = false, onChoose }: Props<T>) {
  return (
    <TextField
      select
      fullWidth
      size="small"
      label={label}
      value={value}
      disabled={disabled}
      onChange={({ target }) => {
        const chosen = options.find((option) => option === target.value)
        if (chosen !== undefined) onChoose(chosen)
      }}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      {options.map((option) => (
        <MenuItem key={option} value={option}>
          {wordsOf(option)}
        </MenuItem>
      ))}
    </TextField>
  )
}
