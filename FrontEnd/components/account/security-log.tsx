import type { SecurityEvent } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import settings from '../settings/settings.module.css'
import { auditWords } from './audit-words.ts'
import { deviceWords, placeWords } from './place-words.ts'
import styles from '../lists/record-list.module.css'

type Props = { events: SecurityEvent[]; hasMore: boolean; busy: boolean; onMore: () => void }

export function SecurityLog({ events, hasMore, busy, onMore }: Props) {
  return (
    <section className={settings.group}>
      <p className={settings.text}>{t('audit.text')}</p>
      <ol className={styles.list} aria-label={t('settings.securityLog')}>
        {events.map((event) => (
          <Row key={event.id} event={event} />
        ))}
      </ol>
      {hasMore ? (
        <Button variant="outlined" loading={busy} onClick={onMore} sx={{ alignSelf: 'flex-start' }}>
          {t('action.more')}
        </Button>
      ) : null}
    </section>
  )
}

function Row({ event }: { event: SecurityEvent }) {
  const { at, device, place } = event
  const from = [...(device ? [deviceWords(device)] : []), ...(place ? [placeWords(place)] : [])].join(', ')
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <span>{auditWords(event)}</span>
        {from ? <span className={styles.quiet}>{from}</span> : null}
        <time className={styles.quiet} dateTime={at}>
          {formatInstant(at)}
        </time>
      </div>
    </li>
  )
}
