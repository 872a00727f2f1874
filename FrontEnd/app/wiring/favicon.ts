import type { CallState, Store } from '@chaos/client-core'
import idle from '../../assets/icons/favicon.svg'
import live from '../../assets/icons/favicon-live.svg'
import muted from '../../assets/icons/favicon-muted.svg'
import trouble from '../../assets/icons/favicon-trouble.svg'

function iconOf(call: CallState): string {
  if (call.phase === 'reconnecting') return trouble
  if (call.phase !== 'connected') return idle
  return call.muted || call.deafened ? muted : live
}

/** Keeps the tab's icon in step with the call, for as long as the page lives. */
export function showCallInFavicon(store: Store): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  let shown = ''
  store.subscribe(() => {
    const icon = iconOf(store.getState().call)
    if (!link || icon === shown) return
    shown = icon
    link.href = icon
  })
}
