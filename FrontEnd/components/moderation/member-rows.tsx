import type { Member, Role } from '@chaos/protocol'
import MoreIcon from '@mui/icons-material/MoreHorizRounded'
import IconButton from '@mui/material/IconButton'
import { formatDay } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { formatInstant } from '../../assets/messages/formats.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { useLongPress } from '../channels/use-long-press.ts'
import { EmptyState } from '../feedback/empty-state.tsx'
import { PersonName } from '../people/person-name.tsx'
import styles from './moderation.module.css'

type OnMenu = (member: Member, anchor: HTMLElement) => void
type Props = { members: Member[]; roles: Role[]; onMenu: OnMenu }

export const shownName = ({ nickname, displayName }: Pick<Member, 'nickname' | 'displayName'>): string =>
  nickname ?? displayName

/** Who is in the community, with what they hold and what can be done about them. */
export function MemberRows({ members, roles, onMenu }: Props) {
  if (members.length === 0) return <EmptyState title={t('members.none')} text={t('members.noneText')} />
  return (
    <ul className={styles.list} aria-label={t('members.title')}>
      {members.map((member) => (
        <MemberRow key={member.userId} member={member} roles={roles} onMenu={onMenu} />
      ))}
    </ul>
  )
}

function MemberRow({ member, roles, onMenu }: { member: Member; roles: Role[]; onMenu: OnMenu }) {
  const name = shownName(member)
  const press = useLongPress((target) => onMenu(member, target))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a shortcut to what the button in it does
    <li
      className={styles.row}
      {...press}
      onContextMenu={(event) => {
        event.preventDefault()
        onMenu(member, event.currentTarget)
      }}
    >
      <Avatar id={member.userId} name={name} picture={member.avatar} size={36} />
      <span className={styles.words}>
        <span className={styles.name}>
          <PersonName name={name} />
        </span>
        <span className={styles.quiet}>
          {member.userName} · {t('members.joined', { time: formatDay(member.joinedAt) })}
        </span>
        <RoleNames member={member} roles={roles} />
        {member.timeoutUntil === null ? null : (
          <span className={styles.quiet}>{t('member.timedOut', { time: formatInstant(member.timeoutUntil) })}</span>
        )}
      </span>
      {member.timeoutUntil === null ? null : <span className={styles.mark}>{t('member.timedOutMark')}</span>}
      <IconButton
        aria-label={t('member.menu', { name })}
        aria-haspopup="menu"
        onClick={(event) => onMenu(member, event.currentTarget)}
      >
        <MoreIcon fontSize="small" />
      </IconButton>
    </li>
  )
}

function RoleNames({ member, roles }: { member: Member; roles: Role[] }) {
  const held = roles.filter(({ id }) => member.roleIds.includes(id))
  if (held.length === 0) return null
  return (
    <span className={styles.roles}>
      {held.map(({ id, name, color }) => (
        <span key={id} className={styles.role} style={color === null ? {} : { '--role': color }}>
          {name}
        </span>
      ))}
    </span>
  )
}
