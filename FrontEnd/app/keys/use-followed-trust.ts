import { useEffect } from 'react'
import { useClient } from '../client-context.ts'

/** While the component is there, it is known who these people are, and seen when that changes. */
export function useFollowedTrust(userIds: readonly string[]): void {
  const { trust } = useClient()
  // As text, so that a new list of the same people is no change.
  const text = userIds.join()
  useEffect(() => (text === '' ? undefined : trust.follow(text.split(','))), [trust, text])
}
