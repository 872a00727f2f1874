import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { useAppState } from '../client-context.ts'
import { roomAddress } from '../selectors.ts'
import type { RoomChannel } from './place-of.ts'

/** Whoever looks at the room that their call was taken from, looks at the other one afterwards. */
export function useFollowMove({ communityId, id: channelId }: Pick<RoomChannel, 'communityId' | 'id'>): void {
  const navigate = useNavigate()
  const callIn = useAppState(({ call }) => call.channelId)
  const wasTaken = useAppState(({ call }) => call.moved?.from === channelId)
  const before = useRef(callIn)
  useEffect(() => {
    const wasHere = before.current === channelId
    before.current = callIn
    if (wasHere && wasTaken && callIn !== null && callIn !== channelId)
      void navigate(roomAddress(communityId, callIn), { replace: true })
  }, [callIn, wasTaken, channelId, communityId, navigate])
}
