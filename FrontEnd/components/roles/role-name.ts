import type { Role } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'

/** Built-in roles have a name in the viewer's language. */
export function roleName({ kind, name }: Pick<Role, 'kind' | 'name'>): string {
  if (kind === 'owner') return t('roles.owner')
  return kind === 'member' ? t('roles.everybody') : name
}
