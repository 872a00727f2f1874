import BlockIcon from '@mui/icons-material/BlockRounded'
import { t } from '../../assets/messages/t.ts'
import styles from './blocked-note.module.css'

/** All that is left of people whom the viewer blocks. */
export function BlockedNote({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className={styles.note}>
      <BlockIcon sx={{ fontSize: 14 }} aria-hidden="true" />
      {t('blocked.count', { count })}
    </span>
  )
}
