import type { Client } from '@chaos/client-core'

const storageKey = 'chaos.call'

/** The tab's own memory: it outlives a reload and ends with the tab. */
type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** After a reload the call that this tab was in is entered again, once the session stands. */
export function resumeCallAfterReload({ store, voice }: Client, storage: TabStorage): void {
  let pending = storage.getItem(storageKey)
  let kept = pending
  store.subscribe(() => {
    const { call, session } = store.getState()
    if (pending && session.kind === 'signedIn') {
      const [communityId, channelId] = pending.split('/')
      pending = null
      if (communityId && channelId) void voice.join({ communityId, channelId })
      return
    }
    if (pending && session.kind === 'unknown') return
    pending = null
    const inside = call.phase === 'connected' || call.phase === 'reconnecting' || call.phase === 'joining'
    const place = inside ? `${call.communityId}/${call.channelId}` : null
    if (place === kept) return
    kept = place
    if (place) storage.setItem(storageKey, place)
    else storage.removeItem(storageKey)
  })
}
