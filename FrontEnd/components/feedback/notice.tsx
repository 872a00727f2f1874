import ErrorIcon from '@mui/icons-material/ErrorOutlineRounded'
import InfoIcon from '@mui/icons-material/InfoOutlined'
import type { ReactNode } from 'react'
import styles from './notice.module.css'

type Props = {
  tone: 'info' | 'warning' | 'danger'
  title: string
  children?: ReactNode
  actions?: ReactNode
  /** `alert` interrupts a screen reader; `status` waits. */
  role?: 'alert' | 'status'
}

export function Notice({ tone, title, children, actions, role = 'status' }: Props) {
  const Icon = tone === 'info' ? InfoIcon : ErrorIcon
  return (
    <div className={styles.notice} data-tone={tone} role={role}>
      <Icon fontSize="small" aria-hidden="true" className={styles.icon} />
      <div className={styles.words}>
        <strong>{title}</strong>
        {children ? <span>{children}</span> : null}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  )
}
