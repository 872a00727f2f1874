import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from '../settings/settings.module.css'

type Props = { left: number; onRenew: () => void }

const few = 3

export function RecoveryPanel({ left, onRenew }: Props) {
  return (
    <section className={styles.group} aria-labelledby="recovery-title">
      <h2 id="recovery-title">{t('recovery.title')}</h2>
      <p className={styles.text}>{t('recovery.text')}</p>
      {left <= few ? <Notice tone="warning" title={left === 0 ? t('recovery.none') : t('recovery.few')} /> : null}
      <div className={styles.line}>
        <Button variant="outlined" onClick={onRenew}>
          {t('recovery.renew')}
        </Button>
        <span className={styles.text}>{t('recovery.left', { count: left })}</span>
      </div>
    </section>
  )
}
