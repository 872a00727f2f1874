import Button from '@mui/material/Button'
import { formatShortDay } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import styles from '../settings/settings.module.css'

type Props = { since: string | null; busy: boolean; onSetUp: () => void; onRemove: () => void }

export function TotpPanel({ since, busy, onSetUp, onRemove }: Props) {
  return (
    <section className={styles.group} aria-labelledby="totp-title">
      <h2 id="totp-title">{t('totp.title')}</h2>
      <p className={styles.text}>
        {since === null ? t('totp.text') : t('totp.since', { date: formatShortDay(since) })}
      </p>
      <div className={styles.line}>
        <Button variant="outlined" loading={busy} onClick={onSetUp}>
          {since === null ? t('totp.setUp') : t('totp.replace')}
        </Button>
        {since === null ? null : (
          <Button color="error" onClick={onRemove}>
            {t('totp.remove')}
          </Button>
        )}
      </div>
    </section>
  )
}
