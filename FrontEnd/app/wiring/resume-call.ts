import type { CallState, Client } from '@chaos/client-core'
import { isInCall } from '../selectors.ts'

const storageKey = 'chaos.call'

/** The tab's own memory: it outlives a reload and ends with the tab. */
type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The place of a call that stands or is about to; null outside a call. */
const placeOf = (call: CallState): string | null =>
  isInCall(call) ? [call.communityId ?? '', call.channelId, call.encryption, call.kind].join('/') : null

/** After a reload the call that this tab was in is entered again, once the session stands. */
export function resumeCallAfterReload({ store, voice }: Client, storage: TabStorage): void {
  let pending = storage.getItem(storageKey)
  let kept = pending
  const resume = (place: string) => {
    const [communityId, channelId, encryption, kind] = place.split('/')
    if (!channelId) return
    // As it was shown when the person joined: a reload agrees to nothing else.
    const isOpen = encryption === 'open'
    void voice.join({
      // A conversation is in no community.
      ...{ communityId: communityId || null, channelId, encryption: isOpen ? 'open' : 'e2ee' },
      listensFirst: kind === 'stage' || kind === 'away',
    })
  }
  const keep = (place: string | null) => {
    if (place === kept) return
    kept = place
    if (place) storage.setItem(storageKey, place)
    else storage.removeItem(storageKey)
  }
  store.subscribe(() => {
    const { call, session } = store.getState()
    if (pending === null) return keep(placeOf(call))
    if (session.kind === 'unknown') return
    const place = pending
    pending = null
    if (session.kind === 'signedIn') resume(place)
    else keep(null)
  })
}
