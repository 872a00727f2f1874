import type { Member } from '@chaos/protocol'
import { useCallback } from 'react'
import { useLoaded } from '../account/use-loaded.ts'
import { useModeration } from './use-moderation.ts'

/** How somebody stands in a community, as the server has it now; null until it has answered, and for those not in it. */
export function useMember(communityId: string, userId: string): Member | null {
  const moderation = useModeration(communityId)
  const { loaded } = useLoaded(useCallback(() => moderation.member(userId), [moderation, userId]))
  return loaded.status === 'ready' ? loaded.value : null
}
