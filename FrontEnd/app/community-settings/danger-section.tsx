import { t } from '../../assets/messages/t.ts'
import styles from '../../components/settings/settings.module.css'
import type { SectionProps } from './section.ts'

export function DangerSection({ view }: SectionProps) {
  return (
    <section className={styles.group}>
      <h2>{t('communitySettings.leave')}</h2>
      <p className={styles.text}>{view.community.name}</p>
    </section>
  )
}
