import type { ApiFailure } from '@chaos/client-core'
import type { ServerSettings } from '@chaos/client-core/administration'
import Button from '@mui/material/Button'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import settingsStyles from '../settings/settings.module.css'
import { Choice } from '../forms/choice.tsx'
import { draftOf, readSettings, type SettingsDraft } from './settings-fields.ts'

type Props = {
  settings: ServerSettings
  busy: boolean
  saved: boolean
  failure: ApiFailure | null
  onSave: (settings: ServerSettings) => void
}

const modes: readonly ServerSettings['registration'][] = ['open', 'invite', 'approval', 'closed']
const makers: readonly ServerSettings['mayCreateCommunities'][] = ['everybody', 'administrators']

export function ServerSettingsForm({ settings, busy, saved, failure, onSave }: Props) {
  const [draft, setDraft] = useState(() => draftOf(settings))
  const [touched, setTouched] = useState(false)
  const read = readSettings(draft)
  const errors = touched ? read.errors : {}
  const change = (changed: Partial<SettingsDraft>) => setDraft((before) => ({ ...before, ...changed }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTouched(true)
    if (read.settings && !busy) onSave(read.settings)
  }
  return (
    <form className={settingsStyles.group} style={{ gap: 28 }} onSubmit={submit} noValidate>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <section className={settingsStyles.group}>
        <TextField
          label={t('server.name')}
          value={draft.serverName}
          error={errors.serverName !== undefined}
          helperText={errors.serverName ?? t('server.nameHelp')}
          onChange={({ target }) => change({ serverName: target.value })}
          slotProps={{ htmlInput: { maxLength: 64 } }}
        />
        <TextField
          multiline
          minRows={2}
          label={t('server.welcome')}
          value={draft.welcomeText}
          helperText={t('server.welcomeHelp')}
          onChange={({ target }) => change({ welcomeText: target.value })}
          slotProps={{ htmlInput: { maxLength: 500 } }}
        />
        <TextField
          label={t('server.contact')}
          value={draft.contact}
          helperText={t('server.contactHelp')}
          onChange={({ target }) => change({ contact: target.value })}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
      </section>
      <section className={settingsStyles.group}>
        <Choice
          label={t('server.registration')}
          value={draft.registration}
          options={modes}
          wordsOf={(mode) => t(`server.registration.${mode}`)}
          onChoose={(registration) => change({ registration })}
        />
        <FormControlLabel
          control={<Switch checked={draft.proofOfWork} onChange={(_, proofOfWork) => change({ proofOfWork })} />}
          label={t('server.proofOfWork')}
        />
        <p className={settingsStyles.text}>{t('server.proofOfWorkText')}</p>
        <Choice
          label={t('server.mayCreate')}
          value={draft.mayCreateCommunities}
          options={makers}
          wordsOf={(maker) => t(`server.mayCreate.${maker}`)}
          onChoose={(mayCreateCommunities) => change({ mayCreateCommunities })}
        />
      </section>
      <section className={settingsStyles.group} aria-labelledby="session-bounds">
        <h2 id="session-bounds">{t('server.sessions')}</h2>
        <div className={settingsStyles.line}>
          {(['sessionDays', 'idleSessionDays'] as const).map((name) => (
            <TextField
              key={name}
              size="small"
              label={t(`server.${name}`)}
              value={draft[name]}
              error={errors[name] !== undefined}
              helperText={errors[name] ?? ' '}
              onChange={({ target }) => change({ [name]: target.value })}
              slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 3 } }}
            />
          ))}
        </div>
      </section>
      <div className={settingsStyles.line}>
        <Button type="submit" variant="contained" loading={busy}>
          {t('action.save')}
        </Button>
        <span role="status">{saved ? t('server.saved') : ''}</span>
      </div>
    </form>
  )
}
