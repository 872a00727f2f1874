import type { Loadable } from '@chaos/client-core'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from '../../components/administration/administration.module.css'
import { LoadedSection } from '../account/loaded-section.tsx'

type Props<T> = {
  pages: Loadable<{ items: T[]; next: string | null }>
  busy: boolean
  onMore: () => void
  onRetry: () => void
  children: (items: T[]) => ReactNode
}

/** A list in each of its states, with a button for what follows. */
export function Paged<T>({ pages, busy, onMore, onRetry, children }: Props<T>) {
  return (
    <LoadedSection loaded={pages} skeleton={{ rows: 8, avatar: true }} onRetry={onRetry}>
      {({ items, next }) => (
        <>
          {children(items)}
          {next === null ? null : (
            <Button className={styles.more ?? ''} loading={busy} onClick={onMore}>
              {t('action.more')}
            </Button>
          )}
        </>
      )}
    </LoadedSection>
  )
}
