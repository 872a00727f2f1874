import type { Loadable } from '@chaos/client-core'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'

type Props<T> = { loaded: Loadable<T>; onRetry: () => void; children: (value: T) => ReactNode }

/** What was read, or that it is being read, or why it cannot be. */
export function LoadedSection<T>({ loaded, onRetry, children }: Props<T>) {
  if (loaded.status === 'ready') return children(loaded.value)
  if (loaded.status === 'loading') return <RowSkeletons rows={4} />
  const retry = <Button onClick={onRetry}>{t('action.retry')}</Button>
  return <Notice tone="danger" role="alert" title={failureText(loaded.failure)} actions={retry} />
}
