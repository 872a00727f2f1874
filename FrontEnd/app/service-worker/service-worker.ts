import { type PushMessage, readPushMessage } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'
import { notificationWords } from '../../components/notifications/notification-words.ts'
import icon from '../../assets/icons/favicon.svg?no-inline'

/** The parts of a service worker that are used here; the page's types do not know them. */
type WaitUntil = { waitUntil(work: Promise<unknown>): void }
type PushEvent = WaitUntil & { data: { json(): unknown } | null }
type ClickEvent = WaitUntil & { notification: Notification }
type Page = { focus(): Promise<Page>; postMessage(message: { open: string }): void }
type Scope = {
  registration: ServiceWorkerRegistration
  clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<Page[]>
    openWindow(url: string): Promise<Page | null>
  }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install', listener: (event: WaitUntil) => void): void
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void
  addEventListener(type: 'notificationclick', listener: (event: ClickEvent) => void): void
}
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this file runs in a service worker only, whose global object the page's types call a window
const scope = globalThis as unknown as Scope

type Shown = { text: string; to: string; tag: string; staysMs: number | null }

function shown(message: PushMessage): Shown {
  if (message.type === 'call.ringing') {
    const { channelId, from, expiresAt } = message
    const staysMs = Math.max(0, Date.parse(expiresAt) - Date.now())
    return {
      text: t('calls.incoming', { name: from.displayName }),
      to: `/conversations/${channelId}`,
      tag: `ring-${channelId}`,
      staysMs,
    }
  }
  const { text, to } = notificationWords(message.notification.body)
  return { text, to: to ?? '/?notifications=open', tag: message.notification.id, staysMs: null }
}

async function show(event: PushEvent): Promise<void> {
  const message = readPushMessage(event.data?.json())
  const { text, to, tag, staysMs } = shown(message)
  const options = { body: text, tag, icon, data: { to }, requireInteraction: staysMs !== null }
  await scope.registration.showNotification(t('app.name'), options)
  if (staysMs === null) return
  await new Promise((resolve) => setTimeout(resolve, staysMs))
  for (const notification of await scope.registration.getNotifications({ tag })) notification.close()
}

/** The window that is open comes to the front and goes there by itself, its call with it; without one, one opens. */
async function follow({ notification }: ClickEvent): Promise<void> {
  notification.close()
  const data: unknown = notification.data
  const to = typeof data === 'object' && data !== null && 'to' in data && typeof data.to === 'string' ? data.to : '/'
  const [page] = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (!page) return void (await scope.clients.openWindow(new URL(to, scope.registration.scope).href))
  page.postMessage({ open: to })
  // Browsers allow it after a click only, and some not even then.
  await page.focus().catch(() => page)
}

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()))
scope.addEventListener('push', (event) => event.waitUntil(show(event)))
scope.addEventListener('notificationclick', (event) => event.waitUntil(follow(event)))
