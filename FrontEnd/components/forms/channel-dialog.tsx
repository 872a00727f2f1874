import type { ApiFailure } from '@chaos/client-core'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { type ChannelInput, readChannel } from './channel-fields.ts'
import { FormDialog } from './form-dialog.tsx'

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

/** Makes a room, or changes one. */
export function ChannelDialog({ name = '', userLimit, failure, onSubmit, ...props }: Props) {
  const [draft, setDraft] = useState({ name, limit: userLimit === undefined ? '' : String(userLimit) })
  const [touched, setTouched] = useState(false)
  const read = readChannel(draft)
  const errors = touched ? read.errors : {}
  // A taken name is said at the name; everything else above the form.
  const taken = failure?.code === 'channel_name_taken' ? failure : null
  const nameError = errors.name ?? (taken ? failureText(taken) : undefined)
  const submit = () => {
    setTouched(true)
    if (read.input) onSubmit(read.input)
  }
  return (
    <FormDialog {...props} failure={taken ? null : failure} onSubmit={submit}>
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
    </FormDialog>
  )
}
