import type { ServerAuditEntry } from '@chaos/client-core/administration'
import { formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { EmptyState } from '../feedback/empty-state.tsx'
import records from '../lists/record-list.module.css'
import styles from './administration.module.css'
import { auditDetails, auditWords } from './audit-words.ts'

/** What happened on the server, newest first. */
export function AuditList({ entries }: { entries: ServerAuditEntry[] }) {
  if (entries.length === 0) return <EmptyState title={t('serverLog.none')} />
  return (
    <ol className={records.list} aria-label={t('administration.audit')}>
      {entries.map((entry) => (
        <li key={entry.id} className={records.row}>
          <span className={records.words}>
            <span>{auditWords(entry)}</span>
            <span className={records.quiet}>
              <time className={styles.when} dateTime={entry.at}>
                {formatInstant(entry.at)}
              </time>
              {auditDetails(entry).map((detail) => ` · ${detail}`)}
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}
