import type { ApiFailure } from '@chaos/client-core'
import type { CommunityRoleChange, Permission, Role } from '@chaos/protocol'
import Button from '@mui/material/Button'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import TextField from '@mui/material/TextField'
import { type FormEvent, type ReactNode, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import settingsStyles from '../settings/settings.module.css'
import { ColorChoice } from './color-choice.tsx'
import { PermissionSwitches } from './permission-switches.tsx'
import { roleName } from './role-name.ts'

type Props = {
  role: Role
  /** It is not below the viewer's own highest. */
  readOnly: boolean
  /** What the viewer may hand out. */
  own: readonly Permission[]
  busy: boolean
  saved: boolean
  failure: ApiFailure | null
  onSave: (change: CommunityRoleChange) => void
  /** What else can be done with it. */
  children: ReactNode
}

type Draft = Pick<Role, 'name' | 'color' | 'permissions' | 'isListed' | 'isDefault'>

const draftOf = ({ name, color, permissions, isListed, isDefault }: Role): Draft => ({
  name,
  color,
  permissions,
  isListed,
  isDefault,
})

/** Of the role of everybody only what it allows can change. */
const changeOf = ({ kind }: Role, { permissions, name, ...rest }: Draft): CommunityRoleChange =>
  kind === 'member' ? { permissions } : { ...rest, permissions, name: name.trim() }

/** One role: what it is called, looks like and allows. */
export function RoleForm({ role, readOnly, own, busy, saved, failure, onSave, children }: Props) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(role))
  const isMissing = draft.name.trim() === ''
  const change = (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isMissing && !busy) onSave(changeOf(role, draft))
  }
  const name = roleName(role)
  return (
    <form
      className={settingsStyles.group}
      style={{ gap: 20 }}
      aria-label={t('roles.edit', { name })}
      onSubmit={submit}
      noValidate
    >
      <h2>{name}</h2>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      {readOnly ? <Notice tone="info" title={t('roles.notYours')} /> : null}
      {role.kind === 'custom' ? (
        <Looks draft={draft} readOnly={readOnly} isMissing={isMissing} onChange={change} />
      ) : null}
      <PermissionSwitches
        chosen={draft.permissions}
        before={role.permissions}
        own={own}
        readOnly={readOnly}
        onChoose={(permissions) => change({ permissions })}
      />
      <div className={settingsStyles.line}>
        <Button type="submit" variant="contained" loading={busy} disabled={readOnly}>
          {t('action.save')}
        </Button>
        {children}
        <span role="status">{saved ? t('roles.saved') : ''}</span>
      </div>
    </form>
  )
}

type LooksProps = { draft: Draft; readOnly: boolean; isMissing: boolean; onChange: (change: Partial<Draft>) => void }

function Looks({ draft, readOnly, isMissing, onChange }: LooksProps) {
  return (
    <>
      <TextField
        label={t('roles.name')}
        value={draft.name}
        disabled={readOnly}
        error={isMissing}
        helperText={isMissing ? t('roles.needName') : undefined}
        onChange={({ target }) => onChange({ name: target.value })}
        slotProps={{ htmlInput: { maxLength: 48 } }}
      />
      <ColorChoice color={draft.color} disabled={readOnly} onChoose={(color) => onChange({ color })} />
      <div>
        <FormControlLabel
          disabled={readOnly}
          control={<Switch checked={draft.isListed} onChange={(_, isListed) => onChange({ isListed })} />}
          label={t('roles.listed')}
        />
        <FormControlLabel
          disabled={readOnly}
          control={<Switch checked={draft.isDefault} onChange={(_, isDefault) => onChange({ isDefault })} />}
          label={t('roles.default')}
        />
      </div>
    </>
  )
}
