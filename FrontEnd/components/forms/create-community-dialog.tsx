import type { ApiFailure } from '@chaos/client-core'
import { type CommunityDraft, communityTemplates, type CommunityTemplate } from '@chaos/protocol'
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
import styles from './create-community-dialog.module.css'
import forms from './form.module.css'

type Props = {
  busy: boolean
  failure: ApiFailure | null
  onCreate: (draft: CommunityDraft) => void
  onClose: () => void
}

/** A name, and what to start with. */
export function CreateCommunityDialog({ busy, failure, onCreate, onClose }: Props) {
  const [name, setName] = useState('')
  const [nameless, setNameless] = useState(false)
  const [template, setTemplate] = useState<CommunityTemplate>('empty')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setNameless(name.trim() === '')
    if (name.trim() !== '' && !busy) onCreate({ name: name.trim(), template })
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="create-community">
      <DialogTitle id="create-community">{t('home.createTitle')}</DialogTitle>
      <form onSubmit={submit} noValidate>
        <DialogContent className={forms.form ?? ''}>
          {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
          <TextField
            autoFocus
            label={t('home.createName')}
            value={name}
            error={nameless}
            helperText={nameless ? t('channel.needName') : null}
            onChange={({ target }) => {
              setName(target.value)
              setNameless(false)
            }}
            slotProps={{ htmlInput: { maxLength: 64 } }}
          />
          <fieldset className={styles.cards}>
            <legend>{t('template.title')}</legend>
            {communityTemplates.map((known) => (
              <label key={known} className={styles.card}>
                <input type="radio" name="template" checked={template === known} onChange={() => setTemplate(known)} />
                <span className={styles.name}>{t(`template.${known}`)}</span>
                <span className={styles.text}>{t(`template.${known}Text`)}</span>
              </label>
            ))}
          </fieldset>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="contained" loading={busy}>
            {t('home.createAction')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
