import HeadsetOffIcon from '@mui/icons-material/HeadsetOffRounded'
import HearingIcon from '@mui/icons-material/HearingRounded'
import KeyOffIcon from '@mui/icons-material/KeyOffRounded'
import BotIcon from '@mui/icons-material/SmartToyRounded'
import LockClockIcon from '@mui/icons-material/LockClockRounded'
import MicIcon from '@mui/icons-material/MicRounded'
import MicOffIcon from '@mui/icons-material/MicOffRounded'
import GavelIcon from '@mui/icons-material/VoiceOverOffRounded'
import SyncIcon from '@mui/icons-material/SyncRounded'
import { t } from '../../assets/messages/t.ts'
import type { PersonMark } from './marks.ts'
import styles from './person-mark.module.css'

const icons: Record<PersonMark, typeof MicIcon> = {
  reconnecting: SyncIcon,
  notTheirs: KeyOffIcon,
  undecryptable: KeyOffIcon,
  outside: BotIcon,
  noKeys: LockClockIcon,
  serverMuted: GavelIcon,
  serverDeafened: HeadsetOffIcon,
  deafened: HeadsetOffIcon,
  listening: HearingIcon,
  muted: MicOffIcon,
  speaking: MicIcon,
}

const tones: Partial<Record<PersonMark, 'live' | 'danger' | 'warning'>> = {
  speaking: 'live',
  notTheirs: 'danger',
  undecryptable: 'danger',
  serverMuted: 'danger',
  serverDeafened: 'danger',
  reconnecting: 'warning',
  noKeys: 'warning',
}

type Props = { mark: PersonMark /** Icon only, with the words for screen readers. */; compact?: boolean }

export function PersonMarkLine({ mark, compact = false }: Props) {
  const Icon = icons[mark]
  const words = t(`mark.${mark}`)
  return (
    <span className={styles.mark} data-tone={tones[mark] ?? 'plain'} title={compact ? words : undefined}>
      <Icon sx={{ fontSize: 16 }} aria-hidden="true" />
      <span className={compact ? 'visually-hidden' : undefined}>{words}</span>
    </span>
  )
}
