import type { ReportNote } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'
import { formatInstant } from '../../assets/messages/formats.ts'
import styles from './moderation.module.css'

/** What moderators told each other about a report. */
export function NoteList({ notes }: { notes: ReportNote[] }) {
  if (notes.length === 0) return <p className={styles.quiet}>{t('reports.noNotes')}</p>
  return (
    <ol className={styles.list} aria-label={t('reports.notes')}>
      {notes.map(({ id, author, words, createdAt }) => (
        <li key={id} className={styles.row}>
          <span className={styles.words}>
            <p className={styles.said}>{words}</p>
            <span className={styles.quiet}>
              {author?.displayName ?? t('reports.nobody')} · {formatInstant(createdAt)}
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}
