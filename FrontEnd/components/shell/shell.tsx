import type { ReactNode } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from './shell.module.css'

/** What a narrow screen shows; wide ones show all that the page has. */
export type View = 'communities' | 'side' | 'stage' | 'people'

type Props = {
  view: View
  banner: ReactNode
  rail: ReactNode
  dock: ReactNode
  own: ReactNode
  bar: ReactNode
  /** {@link SideRegion}, {@link StageRegion} and {@link PeopleRegion} of the page. */
  children: ReactNode
}

export function Shell({ view, banner, rail, dock, own, bar, children }: Props) {
  return (
    <div className={styles.shell} data-view={view}>
      <a className={styles.skip} href="#stage">
        {t('nav.skip')}
      </a>
      <div className={styles.banner}>{banner}</div>
      <div className={styles.rail}>{rail}</div>
      {children}
      <div className={styles.foot}>
        <div className={styles.panel}>
          {dock}
          <div className={styles.own}>{own}</div>
        </div>
      </div>
      <div className={styles.bar}>{bar}</div>
    </div>
  )
}

export function SideRegion({ title, children, label }: { title: ReactNode; label: string; children: ReactNode }) {
  return (
    <nav className={styles.side} aria-label={label}>
      <div className={styles.sideTitle}>{title}</div>
      <div className={styles.scroll}>{children}</div>
    </nav>
  )
}

export function StageRegion({ header, children }: { header?: ReactNode; children: ReactNode }) {
  return (
    <main className={styles.stage} id="stage" tabIndex={-1}>
      {header}
      <div className={styles.stageBody}>{children}</div>
    </main>
  )
}

export function PeopleRegion({ children }: { children: ReactNode }) {
  return (
    <aside className={styles.people} aria-label={t('people.title')}>
      <h2 className={styles.peopleTitle}>{t('people.title')}</h2>
      <div className={styles.scroll}>{children}</div>
    </aside>
  )
}
