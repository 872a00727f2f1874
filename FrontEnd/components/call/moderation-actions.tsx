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
      {rights.mute ? <Toggle taken={serverMuted} words={voice} onChange={onMute} /> : null}
      {rights.deafen ? <Toggle taken={serverDeafened} words={hearing} onChange={onDeafen} /> : null}
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

const voice = { take: t('person.mute'), give: t('person.unmute'), TakeIcon: MutedIcon, GiveIcon: MicIcon }
const hearing = { take: t('person.deafen'), give: t('person.undeafen'), TakeIcon: DeafenIcon, GiveIcon: HearIcon }

type ToggleProps = { taken: boolean | null; words: typeof voice; onChange: (taken: boolean) => void }

/** Takes something from a person, or gives it back; both where nobody knows how it is. */
function Toggle({ taken, words: { take, give, TakeIcon, GiveIcon }, onChange }: ToggleProps) {
  return (
    <>
      {taken === true ? null : (
        <Action icon={<TakeIcon fontSize="small" />} onClick={() => onChange(true)}>
          {take}
        </Action>
      )}
      {taken === false ? null : (
        <Action icon={<GiveIcon fontSize="small" />} onClick={() => onChange(false)}>
          {give}
        </Action>
      )}
    </>
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
