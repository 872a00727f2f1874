import DeafenIcon from '@mui/icons-material/HeadsetOffRounded'
import HearIcon from '@mui/icons-material/HeadsetRounded'
import MicIcon from '@mui/icons-material/MicRounded'
import DisconnectIcon from '@mui/icons-material/PersonRemoveRounded'
import MutedIcon from '@mui/icons-material/VoiceOverOffRounded'
import Button from '@mui/material/Button'
import MenuItem from '@mui/material/MenuItem'
import TextField from '@mui/material/TextField'
import type { ReactNode } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from './person-menu.module.css'

/** A room to which somebody can be moved. */
export type Destination = { id: string; name: string }

export type ModerationRights = { mute: boolean; deafen: boolean; move: boolean }

export type ModerationHandlers = {
  onMute: (muted: boolean) => void
  onDeafen: (deafened: boolean) => void
  onDisconnect: () => void
  onMove: (channelId: string) => void
}

type Props = ModerationHandlers & {
  rights: ModerationRights
  /** null: not known from here, so both ways are offered. */
  serverMuted: boolean | null
  serverDeafened: boolean | null
  destinations: Destination[]
}

export const mayModerate = ({ mute, deafen, move }: ModerationRights): boolean => mute || deafen || move

/** What a moderator can do about one person in a call. */
export function ModerationActions(props: Props) {
  const { rights, serverMuted, serverDeafened, destinations, onMute, onDeafen, onDisconnect, onMove } = props
  return (
    <div className={styles.moderation}>
      {rights.mute && serverMuted !== true ? (
        <Action icon={<MutedIcon fontSize="small" />} onClick={() => onMute(true)}>
          {t('person.mute')}
        </Action>
      ) : null}
      {rights.mute && serverMuted !== false ? (
        <Action icon={<MicIcon fontSize="small" />} onClick={() => onMute(false)}>
          {t('person.unmute')}
        </Action>
      ) : null}
      {rights.deafen && serverDeafened !== true ? (
        <Action icon={<DeafenIcon fontSize="small" />} onClick={() => onDeafen(true)}>
          {t('person.deafen')}
        </Action>
      ) : null}
      {rights.deafen && serverDeafened !== false ? (
        <Action icon={<HearIcon fontSize="small" />} onClick={() => onDeafen(false)}>
          {t('person.undeafen')}
        </Action>
      ) : null}
      {rights.move ? (
        <>
          <MoveField destinations={destinations} onMove={onMove} />
          <Action icon={<DisconnectIcon fontSize="small" />} danger onClick={onDisconnect}>
            {t('person.disconnect')}
          </Action>
        </>
      ) : null}
      {rights.mute || rights.deafen ? <p className={styles.help}>{t('person.muteHelp')}</p> : null}
    </div>
  )
}

/** Choosing a room is the act: there is nothing to confirm that could not be moved back. */
function MoveField({ destinations, onMove }: Pick<Props, 'destinations' | 'onMove'>) {
  if (destinations.length === 0) return null
  return (
    <TextField
      select
      fullWidth
      size="small"
      label={t('person.move')}
      value=""
      onChange={({ target }) => onMove(target.value)}
    >
      {destinations.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  )
}

type ActionProps = { icon: ReactNode; danger?: boolean; onClick: () => void; children: ReactNode }

export function Action({ icon, danger = false, onClick, children }: ActionProps) {
  return (
    <Button fullWidth variant="outlined" color={danger ? 'error' : 'primary'} startIcon={icon} onClick={onClick}>
      {children}
    </Button>
  )
}
