import { useMemo } from 'react'
import { useLocation, useMatch } from 'react-router'
import { CommunityRail } from '../../components/rail/community-rail.tsx'
import { useAppState } from '../client-context.ts'
import { talkingCommunities } from '../selectors.ts'

export function FrameRail() {
  const list = useAppState(({ communities }) => communities.list)
  // As text, so that a change of who speaks does not draw the rail again when the rings stay the same.
  const talking = useAppState((state) => [...talkingCommunities(state)].toSorted().join())
  const match = useMatch('/communities/:communityId/*')
  const { pathname } = useLocation()
  const communities = useMemo(() => {
    const ringed = new Set(talking.split(','))
    return list.status === 'ready'
      ? list.value.map(({ id, name, icon }) => ({ id, name, icon, talking: ringed.has(id) }))
      : list.status === 'failed'
        ? []
        : null
  }, [list, talking])
  return (
    <CommunityRail
      communities={communities}
      activeId={match?.params.communityId ?? null}
      homeActive={pathname === '/'}
    />
  )
}
