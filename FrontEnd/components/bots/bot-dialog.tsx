import type { ApiFailure } from '@chaos/client-core'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { checkNewUserName, fieldOfFailure } from '../forms/account-fields.ts'
import { FormDialog } from '../forms/form-dialog.tsx'

type Draft = { userName: string; displayName?: string }
type Props = { busy: boolean; failure: ApiFailure | null; onSubmit: (draft: Draft) => void; onClose: () => void }

/** Names of a new bot. */
export function BotDialog({ busy, failure, onSubmit, onClose }: Props) {
  const [userName, setUserName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [wrong, setWrong] = useState<string | undefined>()
  const isAboutName = failure !== null && fieldOfFailure(failure) === 'userName'
  const error = wrong ?? (isAboutName ? failureText(failure) : undefined)
  const submit = () => {
    const found = checkNewUserName(userName)
    setWrong(found)
    const shown = displayName.trim()
    if (!found) onSubmit({ userName: userName.trim(), ...(shown === '' ? {} : { displayName: shown }) })
  }
  return (
    <FormDialog
      title={t('bots.new')}
      submitLabel={t('action.create')}
      busy={busy}
      failure={isAboutName ? null : failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('bots.userName')}
        value={userName}
        autoFocus
        autoComplete="off"
        error={error !== undefined}
        helperText={error ?? t('bots.userNameHelp')}
        onChange={(event) => setUserName(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 32, spellCheck: false } }}
      />
      <TextField
        label={t('bots.displayName')}
        value={displayName}
        onChange={(event) => setDisplayName(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 64 } }}
      />
    </FormDialog>
  )
}
