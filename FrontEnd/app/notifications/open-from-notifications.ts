import { ownPath } from '../auth/own-path.ts'

/** Goes where a notification of the browser leads that the person clicked, without leaving the page. */
export function openFromNotifications(open: (path: string) => void): void {
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'object' && data !== null && 'open' in data && typeof data.open === 'string')
      open(ownPath(data.open, location.origin))
  })
}
