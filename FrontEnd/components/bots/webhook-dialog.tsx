import type { ApiFailure } from '@chaos/client-core'
import type { Channel, WebhookDraft } from '@chaos/protocol'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Choice } from '../forms/choice.tsx'
import { FormDialog } from '../forms/form-dialog.tsx'
import { NameField } from './name-field.tsx'

type Props = {
  channels: readonly Pick<Channel, 'id' | 'name'>[]
  busy: boolean
  failure: ApiFailure | null
  onSubmit: (draft: WebhookDraft) => void
  onClose: () => void
}

export function WebhookDialog({ channels, onSubmit, ...props }: Props) {
  const [name, setName] = useState('')
  const [channelId, setChannelId] = useState(channels[0]?.id ?? '')
  const [missing, setMissing] = useState(false)
  const submit = () => {
    setMissing(name.trim() === '')
    if (name.trim() !== '' && channelId !== '') onSubmit({ name: name.trim(), channelId })
  }
  return (
    <FormDialog {...props} title={t('webhooks.new')} submitLabel={t('action.create')} onSubmit={submit}>
      <NameField label={t('webhooks.name')} value={name} missing={missing} onChange={setName} />
      <Choice
        label={t('webhooks.channel')}
        value={channelId}
        options={channels.map(({ id }) => id)}
        wordsOf={(option) => channels.find(({ id }) => id === option)?.name ?? ''}
        onChoose={setChannelId}
      />
    </FormDialog>
  )
}
