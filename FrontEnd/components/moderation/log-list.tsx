import type { CommunityAuditEntry } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'
import { auditWords } from '../administration/audit-words.ts'
import { formatInstant } from '../../assets/messages/formats.ts'
import { EmptyState } from '../feedback/empty-state.tsx'
import { changeWords } from './log-words.ts'
import styles from './moderation.module.css'

const byWhom = ({ actor }: CommunityAuditEntry): string =>
  t('serverLog.by', { name: actor?.userName ?? t('serverLog.gone') })

/** What happened in the community, newest first. */
export function LogList({ entries }: { entries: CommunityAuditEntry[] }) {
  if (entries.length === 0) return <EmptyState title={t('serverLog.none')} />
  return (
    <ol className={styles.list} aria-label={t('log.title')}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.row}>
          <span className={styles.words}>
            <span className={styles.name}>{auditWords(entry)}</span>
            {changeWords(entry.details).map((line) => (
              <span key={line} className={styles.said}>
                {line}
              </span>
            ))}
            <span className={styles.quiet}>
              <time dateTime={entry.at}>{formatInstant(entry.at)}</time> · {byWhom(entry)}
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}
