import type { CallProblem, MicrophoneState } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { Notice } from '../feedback/notice.tsx'

type MicrophoneProps = { state: MicrophoneState; onRetry: () => void; onSettings: () => void }

/** Says why others cannot hear the viewer, and how to change that. Nothing when there is nothing to say. */
export function MicrophoneNotice({ state, onRetry, onSettings }: MicrophoneProps) {
  if (state === 'on' || state === 'off') return null
  if (state === 'asking') return <Notice tone="info" title={t('microphone.asking')} />
  return (
    <Notice
      tone="warning"
      role="alert"
      title={t(`microphone.${state}`)}
      actions={
        <>
          <Button size="small" variant="contained" onClick={onRetry}>
            {t('action.retry')}
          </Button>
          {state === 'refused' ? null : (
            <Button size="small" variant="outlined" onClick={onSettings}>
              {t('nav.settings')}
            </Button>
          )}
        </>
      }
    >
      {t(`microphone.${state}Fix`)}
    </Notice>
  )
}

/** These pass when the same is tried again; the others need something else first. */
const worthRetrying: ReadonlySet<CallProblem> = new Set([
  'channel_full',
  'joined_elsewhere',
  'disconnected',
  'media_failed',
  'unreachable',
  'failed',
])

type ProblemProps = {
  problem: CallProblem
  /** A room without encryption that the viewer is wanted in; null: none, or one they cannot see. */
  wanted: { room: string; onEnter: () => void } | null
  onRetry: () => void
  onDismiss: () => void
  onReload: () => void
}

export function CallProblemNotice({ problem, wanted, onRetry, onDismiss, onReload }: ProblemProps) {
  return (
    <Notice
      tone="danger"
      role="alert"
      title={t(`problem.${problem}`)}
      actions={
        <>
          {worthRetrying.has(problem) ? (
            <Button size="small" variant="contained" onClick={onRetry}>
              {t('action.retry')}
            </Button>
          ) : null}
          {wanted ? (
            <Button size="small" variant="outlined" onClick={wanted.onEnter}>
              {t('problem.enterOpen', { room: wanted.room })}
            </Button>
          ) : null}
          {problem === 'unsupported_version' ? (
            <Button size="small" variant="contained" onClick={onReload}>
              {t('action.reload')}
            </Button>
          ) : null}
          <Button size="small" onClick={onDismiss}>
            {t('action.dismiss')}
          </Button>
        </>
      }
    />
  )
}

export function UnknownInGroupNotice({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <Notice tone="danger" role="alert" title={t('ghost.title', { count })}>
      {t('ghost.text')}
    </Notice>
  )
}
