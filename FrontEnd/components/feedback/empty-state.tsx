import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

type Props = { title: string; text?: string; picture?: ReactNode; children?: ReactNode; level?: 'h1' | 'h2' | 'h3' }

/** What this place is, and the one next step. */
export function EmptyState({ title, text, picture, children, level = 'h2' }: Props) {
  return (
    <div className={styles.empty}>
      {picture ? <div className={styles.picture}>{picture}</div> : null}
      <Typography variant="h2" component={level}>
        {title}
      </Typography>
      {text ? <p className={styles.text}>{text}</p> : null}
      {children ? <div className={styles.actions}>{children}</div> : null}
    </div>
  )
}
