import type { MemberOrder, Role } from '@chaos/protocol'
import TextField from '@mui/material/TextField'
import { t } from '../../assets/messages/t.ts'
import styles from '../administration/administration.module.css'
import { Choice } from '../forms/choice.tsx'

/** `roleId`: 'any' for no such filter. */
export type MemberFilter = { search: string; roleId: string; order: MemberOrder }

type Props = { filter: MemberFilter; roles: Role[]; onChange: (filter: MemberFilter) => void }

export function MemberFilters({ filter, roles, onChange }: Props) {
  const nameOf = (id: string) => roles.find((role) => role.id === id)?.name ?? t('members.anyRole')
  return (
    <search className={styles.filters}>
      <TextField
        type="search"
        size="small"
        label={t('members.search')}
        value={filter.search}
        helperText={t('members.searchHelp')}
        onChange={({ target }) => onChange({ ...filter, search: target.value })}
        slotProps={{ htmlInput: { maxLength: 64, autoCapitalize: 'none', spellCheck: false } }}
      />
      <Choice
        label={t('members.role')}
        value={filter.roleId}
        options={['any', ...roles.filter(({ kind }) => kind !== 'member').map(({ id }) => id)]}
        wordsOf={nameOf}
        onChoose={(roleId) => onChange({ ...filter, roleId })}
      />
      <Choice
        label={t('members.order')}
        value={filter.order}
        options={['joined', 'name'] as const}
        wordsOf={(order) => t(`members.order.${order}`)}
        onChoose={(order) => onChange({ ...filter, order })}
      />
    </search>
  )
}
