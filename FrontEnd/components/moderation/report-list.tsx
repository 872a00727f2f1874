import type { OwnReport, Report } from '@chaos/protocol'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { t } from '../../assets/messages/t.ts'
import { formatInstant } from '../../assets/messages/formats.ts'
import { EmptyState } from '../feedback/empty-state.tsx'
import styles from './moderation.module.css'

const subjectName = ({ subject }: Pick<OwnReport, 'subject'>): string => subject?.displayName ?? t('reports.nobody')

function Row({ report, facts, children }: { report: OwnReport; facts: string[]; children?: ReactNode }) {
  const { reason, words, state, createdAt } = report
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <span className={styles.name}>
          {t('reports.about', { reason: t(`report.reason.${reason}`), name: subjectName(report) })}
        </span>
        {words === '' ? null : <p className={styles.said}>{words}</p>}
        <span className={styles.quiet}>{[formatInstant(createdAt), ...facts].join(' · ')}</span>
      </span>
      <span className={styles.mark} data-tone={state === 'open' || state === 'in_progress' ? 'live' : 'quiet'}>
        {t(`report.state.${state}`)}
      </span>
      {children}
    </li>
  )
}

export function OwnReportList({ reports }: { reports: OwnReport[] }) {
  if (reports.length === 0) return <EmptyState title={t('reports.none')} text={t('reports.mineNone')} />
  return (
    <ul className={styles.list} aria-label={t('reports.mine')}>
      {reports.map((report) => (
        <Row key={report.id} report={report} facts={[]} />
      ))}
    </ul>
  )
}

const factsOf = ({ reporter, handledBy, noteCount }: Report): string[] => [
  reporter ? t('reports.by', { name: reporter.displayName }) : t('reports.byRule'),
  ...(handledBy ? [t('reports.handledBy', { name: handledBy.displayName })] : []),
  ...(noteCount > 0 ? [t('reports.noteCount', { count: noteCount })] : []),
]

type ListProps = { reports: Report[] /** Without it there is nothing to open. */; onOpen?: (report: Report) => void }

export function ReportList({ reports, onOpen }: ListProps) {
  if (reports.length === 0) return <EmptyState title={t('reports.none')} text={t('reports.noneText')} />
  return (
    <ul className={styles.list} aria-label={t('reports.queue')}>
      {reports.map((report) => (
        <Row key={report.id} report={report} facts={factsOf(report)}>
          {onOpen ? (
            <Button
              size="small"
              variant="outlined"
              aria-label={t('reports.openAbout', { name: subjectName(report) })}
              onClick={() => onOpen(report)}
            >
              {t('reports.open')}
            </Button>
          ) : null}
        </Row>
      ))}
    </ul>
  )
}

type ActionsProps = {
  state: Report['state']
  busy: boolean
  onTake: () => void
  onResolve: () => void
  onDismiss: () => void
}

/** What is left to do about a report. */
export function ReportActions({ state, busy, onTake, onResolve, onDismiss }: ActionsProps) {
  if (state === 'resolved' || state === 'dismissed') return null
  return (
    <div className={styles.switches}>
      {state === 'open' ? (
        <Button variant="contained" loading={busy} onClick={onTake}>
          {t('reports.take')}
        </Button>
      ) : null}
      <Button variant="outlined" onClick={onResolve}>
        {t('reports.resolve')}
      </Button>
      <Button variant="outlined" color="inherit" onClick={onDismiss}>
        {t('reports.dismiss')}
      </Button>
    </div>
  )
}
