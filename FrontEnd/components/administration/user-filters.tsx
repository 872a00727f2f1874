import type { ManagedUser } from '@chaos/client-core/administration'
import TextField from '@mui/material/TextField'
import { t } from '../../assets/messages/t.ts'
import styles from './administration.module.css'
import { Choice } from '../forms/choice.tsx'

export type UserFilter = {
  search: string
  status: ManagedUser['status'] | 'any'
  role: ManagedUser['serverRole'] | 'any'
}

type Props = { filter: UserFilter; onChange: (filter: UserFilter) => void }

const states = ['any', 'active', 'disabled', 'pending'] as const
const roles = ['any', 'owner', 'admin', 'user'] as const

export function UserFilters({ filter, onChange }: Props) {
  return (
    <search className={styles.filters}>
      <TextField
        type="search"
        size="small"
        label={t('users.search')}
        value={filter.search}
        helperText={t('users.searchHelp')}
        onChange={({ target }) => onChange({ ...filter, search: target.value })}
        slotProps={{ htmlInput: { maxLength: 64, autoCapitalize: 'none', spellCheck: false } }}
      />
      <Choice
        label={t('users.status')}
        value={filter.status}
        options={states}
        wordsOf={(state) => (state === 'any' ? t('users.any') : t(`users.status.${state}`))}
        onChoose={(status) => onChange({ ...filter, status })}
      />
      <Choice
        label={t('users.role')}
        value={filter.role}
        options={roles}
        wordsOf={(role) => (role === 'any' ? t('users.any') : t(`users.role.${role}`))}
        onChoose={(role) => onChange({ ...filter, role })}
      />
    </search>
  )
}
