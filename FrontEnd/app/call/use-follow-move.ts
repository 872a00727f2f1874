import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { useAppState } from '../client-context.ts'

/** Whoever looks at the room that their call was taken from, looks at the other one afterwards. */
export function useFollowMove(communityId: string, channelId: string): void {
  const navigate = useNavigate()
  const callIn = useAppState(({ call }) => call.channelId)
  const wasTaken = useAppState(({ call }) => call.moved?.from === channelId)
  const before = useRef(callIn)
  useEffect(() => {
    const wasHere = before.current === channelId
    before.current = callIn
    if (wasHere && wasTaken && callIn !== null && callIn !== channelId)
      void navigate(`/communities/${communityId}/channels/${callIn}`, { replace: true })
  }, [callIn, wasTaken, channelId, communityId, navigate])
}
