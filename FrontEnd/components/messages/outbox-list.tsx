import type { KeptEntry, OutboxState } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { formatLength } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import styles from './outbox-list.module.css'

type Props = {
  entries: readonly KeptEntry[]
  outbox: OutboxState
  onOpen: (id: string) => void
  onSend: (entry: KeptEntry) => void
  onWithdraw: (id: string) => void
  onDiscard: (id: string) => void
}

/** What lies on this device unsent: nothing that was said is lost. */
export function OutboxList(props: Props) {
  const { entries } = props
  if (entries.length === 0) return null
  return (
    <section className={styles.box} aria-label={t('outbox.title')}>
      <ul className={styles.list}>
        {entries.map((entry) => (
          <OutboxRow key={entry.id} entry={entry} {...props} />
        ))}
      </ul>
    </section>
  )
}

function OutboxRow({ entry, outbox, onOpen, onSend, onWithdraw, onDiscard }: Props & { entry: KeptEntry }) {
  const { id, caption, facts } = entry
  const isRefused = outbox[id]?.phase === 'refused'
  return (
    <li className={styles.row}>
      <span className={styles.time}>{formatLength(facts?.durationMs ?? 0)}</span>
      <span className={styles.words} role="status">
        {stateOf(entry, outbox)}
      </span>
      {isRefused ? (
        <Button size="small" onClick={() => onSend(entry)}>
          {t('outbox.again')}
        </Button>
      ) : null}
      {caption === null ? (
        <Button size="small" onClick={() => onOpen(id)}>
          {t('outbox.open')}
        </Button>
      ) : (
        <Button size="small" onClick={() => onWithdraw(id)}>
          {t('outbox.withdraw')}
        </Button>
      )}
      <Button size="small" onClick={() => onDiscard(id)}>
        {t('recorder.discard')}
      </Button>
    </li>
  )
}

function stateOf({ id, caption, facts, isFinished }: KeptEntry, outbox: OutboxState): string {
  const sending = outbox[id]
  if (sending?.phase === 'refused')
    return t('outbox.refused', { reason: failureText({ code: sending.code ?? 'internal' }) })
  if (sending?.phase === 'sending')
    return t('outbox.sending', { percent: Math.round((100 * sending.sentBytes) / Math.max(1, facts?.sizeBytes ?? 1)) })
  if (caption !== null) return t('outbox.waiting')
  return isFinished ? t('outbox.kept') : t('outbox.cutShort')
}
