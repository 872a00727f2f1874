import { useEffect } from 'react'
import { useClient } from '../client-context.ts'

/** While the component is there, it is known how these people are seen. */
export function useWatchedPeople(userIds: readonly string[]): void {
  const { people } = useClient()
  // As text, so that a new list of the same people is no change.
  const text = userIds.join()
  useEffect(() => (text === '' ? undefined : people.watch(text.split(','))), [people, text])
}
