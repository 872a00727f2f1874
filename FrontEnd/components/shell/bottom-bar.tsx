import type { SvgIconComponent } from '@mui/icons-material'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import styles from './bottom-bar.module.css'

export type BarItem = { key: string; label: string; Icon: SvgIconComponent; to: string; active: boolean }

/** One region at a time on a narrow screen: these are the ways between them. */
export function BottomBar({ items }: { items: BarItem[] }) {
  return (
    <nav className={styles.bar} aria-label={t('nav.regions')}>
      {items.map(({ key, label, Icon, to, active }) => (
        <Link key={key} className={styles.item} to={to} aria-current={active ? 'page' : undefined}>
          <Icon fontSize="small" aria-hidden="true" />
          <span>{label}</span>
        </Link>
      ))}
    </nav>
  )
}
