import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { failureText } from '../feedback/failure-text.ts'
import styles from './form.module.css'

type Props = {
  label: string
  submitLabel: string
  maxLength: number
  busy?: boolean
  failure?: ApiFailure | null
  /** What the server had against it, in the words of this form. */
  wrongNow?: string | null
  primary?: boolean
  autoFocus?: boolean
  /** What is wrong with the text; null: nothing. */
  check: (text: string) => string | null
  onSubmit: (text: string) => void
}

/** A field and its button on one line. */
export function OneFieldForm({
  label,
  submitLabel,
  maxLength,
  busy = false,
  failure,
  wrongNow = null,
  primary,
  autoFocus,
  check,
  onSubmit,
}: Props) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const error = wrong ?? wrongNow ?? (failure ? failureText(failure) : null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = check(text.trim())
    setWrong(found)
    if (found === null && !busy) onSubmit(text.trim())
  }
  return (
    <form className={styles.inline} onSubmit={submit} noValidate>
      <TextField
        size="small"
        label={label}
        value={text}
        autoFocus={autoFocus ?? false}
        error={error !== null}
        helperText={error}
        onChange={(event) => {
          setText(event.target.value)
          setWrong(null)
        }}
        slotProps={{ htmlInput: { maxLength } }}
      />
      <Button type="submit" variant={primary ? 'contained' : 'outlined'} loading={busy} sx={{ minHeight: 40 }}>
        {submitLabel}
      </Button>
    </form>
  )
}
