import type { ReactNode } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Logo } from '../brand/logo.tsx'
import styles from './door.module.css'

type Props = {
  title: ReactNode
  /** What the server is called. */
  server?: string
  text?: ReactNode
  aside?: ReactNode
  children: ReactNode
}

/** The pages in front of the client: one thing to do, in the middle. */
export function Door({ title, server = t('app.name'), text, aside, children }: Props) {
  return (
    <main className={styles.door}>
      <div className={styles.inner}>
        <p className={styles.brand}>
          <Logo size={28} />
          <span>{server}</span>
        </p>
        <h1 className={styles.title}>{title}</h1>
        {text ? <div className={styles.text}>{text}</div> : null}
        <div className={styles.body}>{children}</div>
        {aside ? <div className={styles.aside}>{aside}</div> : null}
      </div>
    </main>
  )
}
