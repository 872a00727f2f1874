import type { Loadable } from '@chaos/client-core'
import type { ComponentProps, ReactNode } from 'react'
import { LoadFailed } from '../../components/feedback/load-failed.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'

type Props<T> = {
  loaded: Loadable<T>
  /** What it will look like. */
  skeleton?: ComponentProps<typeof RowSkeletons>
  onRetry: () => void
  children: (value: T) => ReactNode
}

/** What was read, or that it is being read, or why it cannot be. */
export function LoadedSection<T>({ loaded, skeleton, onRetry, children }: Props<T>) {
  if (loaded.status === 'ready') return children(loaded.value)
  if (loaded.status === 'loading') return <RowSkeletons rows={4} {...skeleton} />
  return <LoadFailed failure={loaded.failure} onRetry={onRetry} />
}
