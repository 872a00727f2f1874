import type { ReactNode } from 'react'
import { useAppState } from '../client-context.ts'
import { Removed } from '../moderation/removed.tsx'
import { CommunityMissing } from './community-missing.tsx'

/** What there is instead of a community that cannot be shown: removed from it, not in it, or out of reach. */
export function Unshown({ communityId, children }: { communityId: string; children: ReactNode }) {
  const view = useAppState((state) => state.communities.views[communityId])
  const removal = useAppState((state) => state.communities.removals[communityId])
  if (removal) return <Removed removal={removal} />
  if (view?.status === 'failed') return <CommunityMissing communityId={communityId} failure={view.failure} />
  return children
}
