import type { CallState } from '@chaos/client-core'
import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Dock } from '../../components/call/dock.tsx'
import { EndedDock } from '../../components/call/ended-dock.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { channelName, communityName, isInCall, roomAddress } from '../selectors.ts'

const ownStateOf = ({ people }: CallState) => {
  const own = people.find(({ self }) => self)
  return {
    serverMuted: own?.serverMuted === true,
    serverDeafened: own?.serverDeafened === true,
    listening: own?.floor.kind === 'listener',
  }
}

export function CallDock() {
  const { voice, communities } = useClient()
  const call = useAppState((state) => state.call)
  const channel = useAppState((state) => channelName(state, state.call.communityId, state.call.channelId))
  const community = useAppState((state) => communityName(state, state.call.communityId))
  const unread = useAppState((state) => {
    const { communityId } = state.call
    return communityId !== null && state.communities.views[communityId] === undefined ? communityId : null
  })
  // After a reload on another page nobody else has asked for the names yet.
  useEffect(() => {
    if (unread !== null) void communities.open(unread)
  }, [communities, unread])
  const address = roomAddress(call.communityId, call.channelId)
  const { pathname } = useLocation()
  // In the room itself a notice says it.
  if (call.phase === 'ended' && call.problem && pathname !== address)
    return <EndedDock problem={call.problem} room={channel} address={address} onDismiss={() => void voice.leave()} />
  if (!isInCall(call)) return null
  return (
    <Dock
      call={call}
      own={ownStateOf(call)}
      channelName={channel ?? '…'}
      communityName={community ?? (call.communityId === null ? t('conversations.title') : '')}
      address={address}
      onMute={(muted) => voice.setMuted(muted)}
      onDeafen={(deafened) => voice.setDeafened(deafened)}
      onLeave={() => void voice.leave()}
    />
  )
}
