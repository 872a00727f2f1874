import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import { type ChannelInput, readChannel } from './channel-fields.ts'
import styles from './form.module.css'

type Props = {
  title: string
  submitLabel: string
  name?: string
  userLimit?: number
  busy: boolean
  failure: ApiFailure | null
  onSubmit: (input: ChannelInput) => void
  onClose: () => void
}

/** A taken name is said at the name; everything else above the form. */
function placeFailure(failure: ApiFailure | null): { atName?: string; general?: string } {
  if (!failure) return {}
  return failure.code === 'channel_name_taken' ? { atName: failureText(failure) } : { general: failureText(failure) }
}

/** Makes a room, or changes one. */
export function ChannelDialog({ title, submitLabel, name = '', userLimit, busy, failure, onSubmit, onClose }: Props) {
  const [draft, setDraft] = useState({ name, limit: userLimit === undefined ? '' : String(userLimit) })
  const [touched, setTouched] = useState(false)
  const read = readChannel(draft)
  const errors = touched ? read.errors : {}
  const { atName, general } = placeFailure(failure)
  const nameError = errors.name ?? atName
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTouched(true)
    if (read.input && !busy) onSubmit(read.input)
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="channel-dialog">
      <form onSubmit={submit} noValidate>
        <DialogTitle id="channel-dialog">{title}</DialogTitle>
        <DialogContent>
          <div className={styles.form} style={{ paddingBlockStart: 8 }}>
            {general ? <Notice tone="danger" role="alert" title={general} /> : null}
            <TextField
              label={t('channel.name')}
              value={draft.name}
              autoFocus
              error={nameError !== undefined}
              helperText={nameError}
              onChange={(event) => setDraft({ ...draft, name: event.target.value })}
              slotProps={{ htmlInput: { maxLength: 64 } }}
            />
            <TextField
              label={t('channel.limit')}
              value={draft.limit}
              error={errors.limit !== undefined}
              helperText={errors.limit ?? t('channel.limitHelp')}
              onChange={(event) => setDraft({ ...draft, limit: event.target.value })}
              slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 3 } }}
            />
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="contained" loading={busy}>
            {submitLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
