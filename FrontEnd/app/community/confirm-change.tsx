import type { Outcome } from '@chaos/client-core'
import type { ComponentProps } from 'react'
import { ConfirmDialog } from '../../components/forms/confirm-dialog.tsx'
import { useMutation } from './use-mutation.ts'

type Props<T> = Pick<ComponentProps<typeof ConfirmDialog>, 'title' | 'text' | 'confirmLabel' | 'onClose'> & {
  change: () => Promise<Outcome<T>>
  onDone: (value: T) => void
}

/** Asks, then makes a change that cannot be taken back. */
export function ConfirmChange<T>({ change, onDone, ...words }: Props<T>) {
  const { busy, failure, run } = useMutation()
  return <ConfirmDialog {...words} busy={busy} failure={failure} onConfirm={() => run(change(), onDone)} />
}
