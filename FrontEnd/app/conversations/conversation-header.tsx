import type { Conversation } from '@chaos/protocol'
import LockIcon from '@mui/icons-material/LockRounded'
import MoreIcon from '@mui/icons-material/MoreHorizRounded'
import IconButton from '@mui/material/IconButton'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Tooltip from '@mui/material/Tooltip'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import styles from '../../components/stage/stage-header.module.css'
import { useClient } from '../client-context.ts'
import { LevelButton } from '../notifications/level-button.tsx'
import { AddPeople, LeaveConversation, RenameConversation } from './conversation-dialogs.tsx'

const dialogs = { add: AddPeople, rename: RenameConversation, leave: LeaveConversation }

type Props = {
  conversation: Conversation
  name: string
  /** Beside the name. */
  mark: ReactNode
  /** The only other one, where their number can be compared. */
  onCompare: (() => void) | null
}

export function ConversationHeader({ conversation, name, mark, onCompare }: Props) {
  const { conversations } = useClient()
  const navigate = useNavigate()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [open, setOpen] = useState<keyof typeof dialogs | null>(null)
  const Open = open === null ? null : dialogs[open]
  const show = (dialog: keyof typeof dialogs) => () => {
    setAnchor(null)
    setOpen(dialog)
  }
  const hide = () => {
    setAnchor(null)
    void conversations.hide(conversation.id).then(() => navigate('/'))
  }
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>
        {name}
        {mark}
      </h1>
      <span className={styles.lock}>
        <LockIcon sx={{ fontSize: 14 }} aria-hidden="true" />
        <span>{t('stage.encrypted')}</span>
      </span>
      <span className={styles.space} />
      <LevelButton placeId={conversation.id} name={name} inherits={false} />
      <Tooltip title={t('conversations.options')}>
        <IconButton
          aria-label={t('conversations.options')}
          aria-haspopup="menu"
          onClick={({ currentTarget }) => setAnchor(currentTarget)}
        >
          <MoreIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      {anchor ? (
        <Menu
          open
          anchorEl={anchor}
          onClose={() => setAnchor(null)}
          slotProps={{ list: { 'aria-label': t('conversations.options') } }}
        >
          {conversation.kind === 'group'
            ? (['add', 'rename', 'leave'] as const).map((dialog) => (
                <MenuItem key={dialog} onClick={show(dialog)}>
                  {t(`conversations.${dialog}`)}
                </MenuItem>
              ))
            : null}
          {onCompare ? (
            <MenuItem
              onClick={() => {
                setAnchor(null)
                onCompare()
              }}
            >
              {t('trust.safetyNumber')}
            </MenuItem>
          ) : null}
          <MenuItem onClick={hide}>{t('conversations.hide')}</MenuItem>
        </Menu>
      ) : null}
      {Open ? <Open conversation={conversation} onClose={() => setOpen(null)} /> : null}
    </header>
  )
}
