import type { CommunityView } from '@chaos/protocol'
import { type ReactNode, useEffect } from 'react'
import { useParams } from 'react-router'
import { useAppState, useClient } from '../client-context.ts'
import { Unshown } from './unshown.tsx'

type Props = {
  /** null: it is being read. */
  children: (communityId: string, view: CommunityView | null) => ReactNode
}

/** A page about the community that the address names; what there is instead when it cannot be shown. */
export function OpenedCommunity({ children }: Props) {
  const { communityId = '' } = useParams()
  const { communities } = useClient()
  const view = useAppState((state) => state.communities.views[communityId])
  useEffect(() => void communities.open(communityId), [communities, communityId])
  return (
    <Unshown communityId={communityId}>{children(communityId, view?.status === 'ready' ? view.value : null)}</Unshown>
  )
}
