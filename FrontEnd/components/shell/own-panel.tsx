import SettingsIcon from '@mui/icons-material/SettingsRounded'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import styles from './own-panel.module.css'

type Props = {
  userId: string
  name: string
  picture: string | null
  userName: string
  speaking: boolean
  /** Where settings lead back to. */
  here: string
  bell: ReactNode
}

export function OwnPanel({ userId, name, picture, userName, speaking, here, bell }: Props) {
  return (
    <div className={styles.own}>
      <Avatar id={userId} name={name} picture={picture} size={32} speaking={speaking} />
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.user}>{userName}</span>
      </span>
      {bell}
      <Tooltip title={t('nav.settings')}>
        <IconButton component={Link} to="/settings" state={{ from: here }} aria-label={t('nav.settings')}>
          <SettingsIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </div>
  )
}
