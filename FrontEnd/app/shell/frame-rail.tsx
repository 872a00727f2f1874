import { useMemo } from 'react'
import { useLocation, useMatch } from 'react-router'
import { CommunityRail } from '../../components/rail/community-rail.tsx'
import { useAppState } from '../client-context.ts'
import { useUnreadPlaces } from '../notifications/unread-places.ts'
import { talkingCommunities } from '../selectors.ts'

const none = { unread: 0, mentions: 0 }

export function FrameRail() {
  const list = useAppState(({ communities }) => communities.list)
  // As text, so that a change of who speaks does not draw the rail again when the rings stay the same.
  const talking = useAppState((state) => [...talkingCommunities(state)].toSorted().join())
  const unread = useUnreadPlaces()
  const match = useMatch('/communities/:communityId/*')
  const { pathname } = useLocation()
  const communities = useMemo(() => {
    const ringed = new Set(talking.split(','))
    return list.status === 'ready'
      ? list.value.map(({ id, name, icon }) => ({
          id,
          name,
          icon,
          talking: ringed.has(id),
          missed: unread.communities[id] ?? none,
        }))
      : list.status === 'failed'
        ? []
        : null
  }, [list, talking, unread])
  return (
    <CommunityRail
      communities={communities}
      activeId={match?.params.communityId ?? null}
      homeActive={pathname === '/' || pathname.startsWith('/conversations/')}
      homeMissed={unread.home}
    />
  )
}
