import type { Invite } from '@chaos/protocol'
import Button from '@mui/material/Button'
import { formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import rows from '../lists/record-list.module.css'
import styles from './invite-list.module.css'

type Names = { roles: readonly { id: string; name: string }[]; channels: readonly { id: string; name: string }[] }
type Props = Names & { invites: readonly Invite[]; busy: boolean; onRevoke: (code: string) => void }

const nameIn = (all: readonly { id: string; name: string }[], id: string | null) =>
  all.find((one) => one.id === id)?.name ?? null

function factsOf({ createdBy, uses, mostUses, expiresAt, roleId, channelId }: Invite, { roles, channels }: Names) {
  const [role, channel] = [nameIn(roles, roleId), nameIn(channels, channelId)]
  return [
    createdBy ? t('invite.by', { name: createdBy.displayName }) : t('invite.bySomebody'),
    mostUses === null ? t('invite.used', { count: uses }) : t('invite.usedOf', { count: uses, most: mostUses }),
    ...(expiresAt === null ? [] : [t('invite.endsAt', { time: formatInstant(expiresAt) })]),
    ...(role === null ? [] : [t('invite.givesRole', { name: role })]),
    ...(channel === null ? [] : [t('invite.toRoom', { name: channel })]),
  ]
}

/** Invites that work, the newest first. */
export function InviteList({ invites, busy, onRevoke, ...names }: Props) {
  if (invites.length === 0) return <p className={styles.facts}>{t('invite.none')}</p>
  return (
    <ul className={rows.list} aria-label={t('invite.existing')}>
      {invites.map((invite) => (
        <li key={invite.code} className={rows.row}>
          <span className={rows.words}>
            <span className={styles.code}>{invite.code}</span>
            <span className={styles.facts}>{factsOf(invite, names).join(' · ')}</span>
          </span>
          <Button
            size="small"
            disabled={busy}
            aria-label={t('invite.revokeNamed', { code: invite.code })}
            onClick={() => onRevoke(invite.code)}
          >
            {t('invite.revoke')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
