import type { Member, PermissionOverride, Role } from '@chaos/protocol'
import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { t } from '../../assets/messages/t.ts'

export type Target = Pick<PermissionOverride, 'target' | 'targetId' | 'name'>

type Props = { roles: readonly Role[]; members: readonly Member[]; onAdd: (target: Target) => void }

const targetsOf = ({ roles, members }: Omit<Props, 'onAdd'>): Target[] => [
  ...roles.map(({ id, name }) => ({ target: 'role' as const, targetId: id, name })),
  ...members.map(({ userId, nickname, displayName }) => ({
    target: 'member' as const,
    targetId: userId,
    name: nickname ?? displayName,
  })),
]

/** Chooses for whom something is to be set. */
export function AddTarget({ onAdd, ...lists }: Props) {
  return (
    <Autocomplete
      size="small"
      options={targetsOf(lists)}
      value={null}
      blurOnSelect
      groupBy={({ target }) => (target === 'role' ? t('overrides.addRole') : t('overrides.addPerson'))}
      getOptionLabel={({ name }) => name}
      getOptionKey={({ target, targetId }) => `${target}:${targetId}`}
      isOptionEqualToValue={(one, other) => one.targetId === other.targetId}
      onChange={(_, target) => {
        if (target) onAdd(target)
      }}
      renderInput={(props) => <TextField {...props} label={t('overrides.add')} />}
    />
  )
}
