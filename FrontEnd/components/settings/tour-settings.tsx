import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import styles from './settings.module.css'

export function TourSettings({ onShow }: { onShow: () => void }) {
  return (
    <section className={styles.group}>
      <div className={styles.line}>
        <Button variant="outlined" onClick={onShow}>
          {t('tour.again')}
        </Button>
        <span className={styles.text}>{t('tour.againText')}</span>
      </div>
    </section>
  )
}
