import { useEffect } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Dock } from '../../components/call/dock.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { channelName, communityName, isInCall, roomAddress } from '../selectors.ts'

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
  if (!isInCall(call)) return null
  return (
    <Dock
      call={call}
      serverMuted={call.people.some((person) => person.self && person.serverMuted)}
      channelName={channel ?? '…'}
      communityName={community ?? (call.communityId === null ? t('conversations.title') : '')}
      address={roomAddress(call.communityId, call.channelId)}
      onMute={(muted) => voice.setMuted(muted)}
      onDeafen={(deafened) => voice.setDeafened(deafened)}
      onLeave={() => void voice.leave()}
    />
  )
}
