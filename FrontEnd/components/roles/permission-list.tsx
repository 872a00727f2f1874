import CheckIcon from '@mui/icons-material/CheckRounded'
import { channelPermissions, type Permission } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'
import styles from './roles.module.css'

type Props = { title: string; permissions: readonly Permission[]; none: string }

/** What somebody may in a room, in words. */
export function PermissionList({ title, permissions, none }: Props) {
  const here = channelPermissions.filter((name) => name !== 'view_channels' && permissions.includes(name))
  return (
    <section aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      {here.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul className={styles.plain}>
          {here.map((name) => (
            <li key={name}>
              <CheckIcon sx={{ fontSize: 16, color: 'var(--live)' }} aria-hidden="true" /> {t(`permission.${name}`)}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
