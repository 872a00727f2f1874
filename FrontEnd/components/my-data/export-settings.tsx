import type { ApiFailure } from '@chaos/client-core'
import type { DataExport } from '@chaos/protocol'
import Button from '@mui/material/Button'
import LinearProgress from '@mui/material/LinearProgress'
import { formatBytes, formatDay, formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from '../settings/settings.module.css'

type Props = {
  exports: DataExport[]
  busy: boolean
  failure: ApiFailure | null
  onStart: () => void
  onDownload: (id: string) => void
}

const percent = ({ done, total }: DataExport) => (total === 0 ? 0 : Math.round((done / total) * 100))

export function ExportSettings({ exports, busy, failure, onStart, onDownload }: Props) {
  const [newest] = exports
  const running = newest?.state === 'running' ? newest : null
  return (
    <section className={styles.group} aria-labelledby="export-title">
      <h2 id="export-title">{t('myData.exportTitle')}</h2>
      <p className={styles.text}>{t('myData.exportText')}</p>
      {failure ? (
        <Notice tone="danger" role="alert" title={failureText(failure)} />
      ) : newest?.state === 'failed' ? (
        <Notice tone="warning" title={t('myData.exportFailed')} />
      ) : null}
      {exports.map((made) =>
        made.state === 'ready' ? <Ready key={made.id} made={made} onDownload={onDownload} /> : null,
      )}
      {running ? (
        <div role="status">
          <p className={styles.text}>{t('myData.running', { done: running.done, total: running.total })}</p>
          <LinearProgress variant="determinate" value={percent(running)} aria-label={t('myData.progress')} />
        </div>
      ) : (
        <div className={styles.line}>
          <Button variant="outlined" loading={busy} onClick={onStart}>
            {t('myData.start')}
          </Button>
        </div>
      )}
    </section>
  )
}

function Ready({ made, onDownload }: { made: DataExport; onDownload: (id: string) => void }) {
  const size = formatBytes(made.sizeBytes ?? 0)
  const until = formatDay(made.expiresAt ?? made.createdAt)
  return (
    <div className={styles.line}>
      <Button variant="contained" onClick={() => onDownload(made.id)}>
        {t('myData.download')}
      </Button>
      <span className={styles.text}>{t('myData.ready', { time: formatInstant(made.createdAt), size, until })}</span>
    </div>
  )
}
