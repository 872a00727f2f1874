import type { OwnStatus } from '@chaos/protocol'
import SettingsIcon from '@mui/icons-material/SettingsRounded'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { seenAs, statusWords } from '../people/status-words.ts'
import styles from './own-panel.module.css'

type Props = {
  userId: string
  name: string
  picture: string | null
  userName: string
  speaking: boolean
  /** null: not read yet. */
  status: OwnStatus | null
  /** Where settings lead back to. */
  here: string
  onStatus: (anchor: HTMLElement) => void
  bell: ReactNode
}

/** Under the own name: words, else a status that is not the usual one, else the user name. */
function lineOf(status: OwnStatus | null, userName: string): string {
  if (!status) return userName
  return status.words || (status.chosen === 'online' ? userName : statusWords(status.chosen))
}

export function OwnPanel({ userId, name, picture, userName, speaking, status, here, onStatus, bell }: Props) {
  const chosen = status?.chosen ?? 'online'
  return (
    <div className={styles.own}>
      <button
        type="button"
        className={styles.person}
        aria-haspopup="menu"
        disabled={status === null}
        onClick={(event) => onStatus(event.currentTarget)}
      >
        <Avatar
          id={userId}
          name={name}
          picture={picture}
          size={32}
          speaking={speaking}
          status={status && seenAs(chosen)}
        />
        <span className={styles.words}>
          <span className={styles.name}>{name}</span>
          <span className={styles.user}>{lineOf(status, userName)}</span>
          <span className="visually-hidden">{t('status.menu', { status: statusWords(chosen) })}</span>
        </span>
      </button>
      {bell}
      <Tooltip title={t('nav.settings')}>
        <IconButton component={Link} to="/settings" state={{ from: here }} aria-label={t('nav.settings')}>
          <SettingsIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </div>
  )
}
