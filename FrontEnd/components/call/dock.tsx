import type { CallState } from '@chaos/client-core'
import CallEndIcon from '@mui/icons-material/CallEndRounded'
import HeadsetIcon from '@mui/icons-material/HeadsetRounded'
import HeadsetOffIcon from '@mui/icons-material/HeadsetOffRounded'
import MicIcon from '@mui/icons-material/MicRounded'
import MicOffIcon from '@mui/icons-material/MicOffRounded'
import Tooltip from '@mui/material/Tooltip'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import styles from './dock.module.css'
import { OpenLock } from './open-lock.tsx'
import { PrivacyLock } from './privacy-lock.tsx'
import { QualityBars } from './quality-bars.tsx'

/** What the server lets the person do. */
type OwnState = { serverMuted: boolean; serverDeafened: boolean; listening: boolean }

type Props = {
  call: Pick<CallState, 'phase' | 'muted' | 'deafened' | 'quality' | 'privacyCode' | 'encryption'>
  own: OwnState
  channelName: string
  communityName: string
  address: string
  onMute: (muted: boolean) => void
  onDeafen: (deafened: boolean) => void
  onLeave: () => void
}

const phaseWords = { joining: 'dock.joining', connected: 'dock.connected', reconnecting: 'dock.reconnecting' } as const

/** What a moderator took, the gravest first; null: nothing. */
function lossOf({ serverMuted, serverDeafened }: OwnState): string | null {
  if (serverMuted) return t('dock.serverMuted')
  return serverDeafened ? t('dock.serverDeafened') : null
}

function statusOf(callPhase: CallState['phase'], own: OwnState) {
  const phase = callPhase === 'joining' || callPhase === 'reconnecting' ? callPhase : 'connected'
  const loss = phase === 'connected' ? lossOf(own) : null
  const standing = phase === 'connected' && own.listening ? t('dock.listening') : t(phaseWords[phase])
  return { phase, words: loss ?? standing, calm: phase === 'connected' && loss === null }
}

/** The call, wherever one is in the client. It has one size and one place in every state. */
export function Dock({ call, own, channelName, communityName, address, onMute, onDeafen, onLeave }: Props) {
  const { phase, words, calm } = statusOf(call.phase, own)
  return (
    <section className={styles.dock} aria-label={t('dock.label')} data-phase={phase}>
      <div className={styles.where}>
        <QualityBars quality={call.quality} />
        <Link className={styles.place} to={address}>
          <span className={styles.channel}>{channelName}</span>
          <span className={styles.status} data-tone={calm ? 'live' : 'warning'}>
            {words}
            <span className={styles.community}> · {communityName}</span>
          </span>
        </Link>
        {call.encryption === 'open' ? <OpenLock /> : <PrivacyLock code={call.privacyCode} />}
      </div>
      <div className={styles.controls}>
        <DockButton
          label={own.listening ? t('dock.listenersMuted') : call.muted ? t('dock.unmute') : t('dock.mute')}
          keys="Ctrl+Shift+M"
          pressed={call.muted || own.listening}
          disabled={own.listening}
          onClick={() => onMute(!call.muted)}
        >
          {call.muted || own.listening ? <MicOffIcon /> : <MicIcon />}
        </DockButton>
        <DockButton
          label={call.deafened ? t('dock.undeafen') : t('dock.deafen')}
          keys="Ctrl+Shift+D"
          pressed={call.deafened}
          onClick={() => onDeafen(!call.deafened)}
        >
          {call.deafened ? <HeadsetOffIcon /> : <HeadsetIcon />}
        </DockButton>
        <DockButton label={t('dock.leave')} leave onClick={onLeave}>
          <CallEndIcon />
        </DockButton>
      </div>
    </section>
  )
}

type ButtonProps = {
  label: string
  keys?: string
  pressed?: boolean
  leave?: boolean
  disabled?: boolean
  onClick: () => void
  children: ReactNode
}

function DockButton({ label, keys, pressed = false, leave = false, disabled = false, onClick, children }: ButtonProps) {
  return (
    <Tooltip title={keys ? `${label} · ${keys}` : label}>
      <button
        type="button"
        className={styles.button}
        aria-label={label}
        aria-disabled={disabled}
        data-pressed={pressed}
        data-leave={leave}
        onClick={disabled ? undefined : onClick}
      >
        {children}
      </button>
    </Tooltip>
  )
}
