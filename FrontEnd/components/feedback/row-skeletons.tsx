import Skeleton from '@mui/material/Skeleton'
import styles from './row-skeletons.module.css'

type Props = { rows: number; avatar?: boolean }

/** Rows in the shape of a list that is on its way. */
export function RowSkeletons({ rows, avatar = false }: Props) {
  return (
    <div className={styles.rows} aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.row}>
          {avatar ? <Skeleton variant="circular" width={28} height={28} /> : null}
          <Skeleton variant="rounded" height={14} width={`${72 - ((row * 17) % 40)}%`} />
        </div>
      ))}
    </div>
  )
}
