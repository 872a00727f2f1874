import type { ApiFailure } from '@chaos/client-core'
import { type CommunityChange, communityLimits, type CommunitySettings, type Role } from '@chaos/protocol'
import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Choice } from '../forms/choice.tsx'
import styles from '../settings/settings.module.css'
import { SaveForm } from './save-form.tsx'

type Props = {
  settings: CommunitySettings
  /** The community's own, the highest first. */
  roles: readonly Role[]
  busy: boolean
  saved: boolean
  failure: ApiFailure | null
  onSave: (change: CommunityChange) => void
}

const levels = ['none', 'verified_email', 'account_of_a_day'] as const

export function JoiningForm({ settings, roles, busy, saved, failure, onSave }: Props) {
  const [rules, setRules] = useState(settings.rules)
  const [verification, setVerification] = useState(settings.verification)
  const [given, setGiven] = useState(() => roles.filter((role) => role.isDefault).map((role) => role.id))
  const give = (id: string, isGiven: boolean) =>
    setGiven((before) => (isGiven ? [...before, id] : before.filter((known) => known !== id)))
  return (
    <SaveForm
      busy={busy}
      saved={saved}
      failure={failure}
      onSave={() => onSave({ rules, verification, defaultRoleIds: given })}
    >
      <TextField
        multiline
        minRows={6}
        label={t('communitySettings.rules')}
        value={rules}
        helperText={t('communitySettings.rulesHelp')}
        onChange={({ target }) => setRules(target.value)}
        slotProps={{ htmlInput: { maxLength: communityLimits.rulesLength } }}
      />
      <Choice
        label={t('communitySettings.verification')}
        value={verification}
        options={levels}
        wordsOf={(level) => t(`communitySettings.verification.${level}`)}
        onChoose={setVerification}
      />
      <fieldset className={styles.group} style={{ margin: 0, padding: 0, border: 0, gap: 4 }}>
        <legend style={{ padding: 0, fontWeight: 600 }}>{t('communitySettings.defaultRoles')}</legend>
        {roles.length === 0 ? <p className={styles.text}>{t('communitySettings.noRoles')}</p> : null}
        {roles.map(({ id, name }) => (
          <FormControlLabel
            key={id}
            control={
              <Checkbox size="small" checked={given.includes(id)} onChange={(_, checked) => give(id, checked)} />
            }
            label={name}
          />
        ))}
      </fieldset>
    </SaveForm>
  )
}
