import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import styles from '../settings/settings.module.css'

type Props = { onDelete: () => void }

export function DeletionSettings({ onDelete }: Props) {
  return (
    <section className={styles.group} aria-labelledby="delete-title">
      <h2 id="delete-title">{t('myData.deleteTitle')}</h2>
      <p className={styles.text}>{t('myData.deleteText')}</p>
      <div className={styles.line}>
        <Button variant="outlined" color="error" onClick={onDelete}>
          {t('myData.delete')}
        </Button>
      </div>
    </section>
  )
}

type DialogProps = {
  userName: string
  busy: boolean
  failure: ApiFailure | null
  onConfirm: (userName: string) => void
  onClose: () => void
}

/** Asks for the own user name, so that no slip of the hand ends an account. */
export function DeletionDialog({ userName, failure, onConfirm, ...props }: DialogProps) {
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const mismatch = wrong || failure?.code === 'user_name_mismatch'
  const submit = () => {
    const isName = typed.trim().toLowerCase() === userName.toLowerCase()
    setWrong(!isName)
    if (isName) onConfirm(typed.trim())
  }
  const words = { title: t('myData.deleteConfirmTitle'), submitLabel: t('myData.deleteConfirm') }
  return (
    <FormDialog {...props} {...words} dangerous failure={mismatch ? null : failure} onSubmit={submit}>
      <span>{t('myData.deleteConfirmText', { name: userName })}</span>
      <TextField
        label={t('account.userName')}
        value={typed}
        autoFocus
        autoComplete="off"
        error={mismatch}
        helperText={mismatch ? t('failure.user_name_mismatch') : null}
        onChange={(event) => {
          setTyped(event.target.value)
          setWrong(false)
        }}
        slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false, maxLength: 64 } }}
      />
    </FormDialog>
  )
}
