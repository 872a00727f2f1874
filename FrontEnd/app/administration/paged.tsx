import type { Loadable } from '@chaos/client-core'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from '../../components/administration/administration.module.css'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'

type Props<T> = {
  pages: Loadable<{ items: T[]; next: string | null }>
  busy: boolean
  onMore: () => void
  onRetry: () => void
  children: (items: T[]) => ReactNode
}

/** A list in each of its states, with a button for what follows. */
export function Paged<T>({ pages, busy, onMore, onRetry, children }: Props<T>) {
  if (pages.status === 'loading') return <RowSkeletons rows={8} avatar />
  if (pages.status === 'failed') return <LoadFailed failure={pages.failure} onRetry={onRetry} />
  return (
    <>
      {children(pages.value.items)}
      {pages.value.next === null ? null : (
        <Button className={styles.more ?? ''} loading={busy} onClick={onMore}>
          {t('action.more')}
        </Button>
      )}
    </>
  )
}

type FailedProps = { failure: Parameters<typeof failureText>[0]; onRetry: () => void }

export function LoadFailed({ failure, onRetry }: FailedProps) {
  const again = (
    <Button size="small" onClick={onRetry}>
      {t('action.retry')}
    </Button>
  )
  return <Notice tone="danger" role="alert" title={failureText(failure)} actions={again} />
}
