import type { ManagedUserView } from '@chaos/client-core/administration'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import settingsStyles from '../settings/settings.module.css'
import styles from './administration.module.css'
import { Choice } from '../forms/choice.tsx'

export type UserAction = 'disable' | 'enable' | 'signOut' | 'resetLink' | 'approve' | 'refuse' | 'handOver'

type Props = {
  user: ManagedUserView
  busy: boolean
  /** The viewer owns the server, and this is somebody else. */
  mayHandOver: boolean
  onAction: (action: UserAction) => void
  onRole: (role: ManagedUserView['serverRole']) => void
}

/** What makes sense for an account in this state, the likeliest first. */
function actionsFor({ status }: ManagedUserView, mayHandOver: boolean): UserAction[] {
  if (status === 'pending') return ['approve', 'refuse']
  if (status === 'disabled') return ['enable', 'resetLink']
  return ['signOut', 'resetLink', 'disable', ...(mayHandOver ? (['handOver'] as const) : [])]
}

export function UserActions({ user, busy, mayHandOver, onAction, onRole }: Props) {
  if (!user.mayManage) return <p className={settingsStyles.text}>{t('users.notYours')}</p>
  return (
    <section className={settingsStyles.group} aria-labelledby="user-actions">
      <h2 id="user-actions">{t('users.actions')}</h2>
      <div className={styles.actions}>
        {actionsFor(user, mayHandOver).map((action) => (
          <Button
            key={action}
            variant={action === 'approve' ? 'contained' : 'outlined'}
            color={action === 'disable' || action === 'refuse' ? 'error' : 'primary'}
            disabled={busy}
            onClick={() => onAction(action)}
          >
            {t(`users.${action}`)}
          </Button>
        ))}
      </div>
      {user.assignableRoles.length > 1 ? (
        <Choice
          label={t('users.changeRole')}
          value={user.serverRole}
          options={user.assignableRoles}
          wordsOf={(role) => t(`users.role.${role}`)}
          disabled={busy}
          onChoose={onRole}
        />
      ) : null}
    </section>
  )
}
