import type { ApiFailure } from '@chaos/client-core'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { NameField } from './name-field.tsx'

type Props = {
  name: string
  busy: boolean
  failure: ApiFailure | null
  onSubmit: (name: string) => void
  onClose: () => void
}

export function RenameBotDialog({ name, onSubmit, ...props }: Props) {
  const [typed, setTyped] = useState(name)
  const [missing, setMissing] = useState(false)
  const submit = () => {
    setMissing(typed.trim() === '')
    if (typed.trim() !== '') onSubmit(typed.trim())
  }
  return (
    <FormDialog {...props} title={t('bots.rename', { name })} submitLabel={t('action.save')} onSubmit={submit}>
      <NameField label={t('bots.displayName')} value={typed} missing={missing} onChange={setTyped} />
    </FormDialog>
  )
}
