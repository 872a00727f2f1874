import type { Clock, Timer } from '../platform.ts'
import { ownStatusChanged } from '../state/people-slice.ts'
import type { Store } from '../state/store.ts'

/** Longer than this no timer runs (2^31 ms); what ends later is looked at again then. */
const longestMs = 2_000_000_000

/** Takes the own words away when their time is over, as everybody else sees it too. Returns the undo. */
export function endWordsInTime({ getState, dispatch, subscribe }: Store, clock: Clock): () => void {
  let followed = getState().people.own
  let timer: Timer | null = null

  function look(): void {
    if (timer) clock.clearTimeout(timer)
    timer = null
    if (!followed?.wordsUntil) return
    const leftMs = Date.parse(followed.wordsUntil) - clock.now()
    if (leftMs > 0) timer = clock.setTimeout(look, Math.min(leftMs, longestMs))
    else dispatch(ownStatusChanged({ ...followed, words: '', wordsUntil: null }))
  }
  const unsubscribe = subscribe(() => {
    const { own } = getState().people
    if (own === followed) return
    followed = own
    look()
  })
  return () => {
    unsubscribe()
    if (timer) clock.clearTimeout(timer)
  }
}
