import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from '../forms/form.module.css'

export type ProfileDraft = { displayName: string; bio: string }
type Props = {
  profile: ProfileDraft
  busy: boolean
  saved: boolean
  failure: ApiFailure | null
  onSave: (draft: ProfileDraft) => void
}

const longestName = 64
const longestBio = 300

export function ProfileForm({ profile, busy, saved, failure, onSave }: Props) {
  const [draft, setDraft] = useState(profile)
  const [missing, setMissing] = useState(false)
  const changed = draft.displayName !== profile.displayName || draft.bio !== profile.bio
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const empty = draft.displayName.trim() === ''
    setMissing(empty)
    if (!empty && !busy) onSave(draft)
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <TextField
        label={t('profile.name')}
        value={draft.displayName}
        error={missing}
        helperText={missing ? t('profile.needName') : null}
        autoComplete="nickname"
        onChange={(event) => {
          setDraft({ ...draft, displayName: event.target.value })
          setMissing(false)
        }}
        slotProps={{ htmlInput: { maxLength: longestName } }}
      />
      <TextField
        label={t('profile.bio')}
        value={draft.bio}
        multiline
        minRows={3}
        helperText={t('profile.bioHelp')}
        onChange={(event) => setDraft({ ...draft, bio: event.target.value })}
        slotProps={{ htmlInput: { maxLength: longestBio } }}
      />
      <div style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        <Button type="submit" variant="contained" loading={busy} disabled={!changed}>
          {t('action.save')}
        </Button>
        <span role="status">{saved && !changed ? t('profile.saved') : null}</span>
      </div>
    </form>
  )
}
