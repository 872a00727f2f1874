import type { Client } from '@chaos/client-core'
import type { PushState } from '../../components/settings/notification-settings.tsx'

const workerPath = '/service-worker.js'
/** The account that wants to be woken on this device. */
const storageKey = 'chaos.push'

type Commands = Client['notifications']

/** null: it was never registered here. */
const registration = async () => (await navigator.serviceWorker.getRegistration()) ?? null
const isSupported = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

const asBase64Url = (key: ArrayBuffer | null): string =>
  btoa(String.fromCharCode(...new Uint8Array(key ?? new ArrayBuffer())))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** Whether the browser wakes this account, and if not, why. */
export async function readPushState(userId: string): Promise<PushState> {
  if (!isSecureContext) return 'insecure'
  if (!isSupported()) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  const subscription = await (await registration())?.pushManager.getSubscription()
  return subscription && localStorage.getItem(storageKey) === userId ? 'on' : 'off'
}

/** Asks the person, then the browser, then tells the server. */
export async function enablePush(commands: Commands, userId: string): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') return readPushState(userId)
  const key = await commands.pushKey()
  if (!key.ok) return 'failed'
  try {
    await navigator.serviceWorker.register(workerPath)
    const { pushManager } = await navigator.serviceWorker.ready
    const subscription = await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: key.value.publicKey,
    })
    if (!(await hand(commands, subscription))) return 'failed'
    localStorage.setItem(storageKey, userId)
    return 'on'
  } catch {
    // Private windows have no push, and some browsers cannot reach their service.
    return 'failed'
  }
}

async function hand(commands: Commands, subscription: PushSubscription): Promise<boolean> {
  const outcome = await commands.subscribe({
    endpoint: subscription.endpoint,
    p256dh: asBase64Url(subscription.getKey('p256dh')),
    auth: asBase64Url(subscription.getKey('auth')),
  })
  return outcome.ok
}

export async function disablePush(commands: Commands): Promise<PushState> {
  localStorage.removeItem(storageKey)
  const subscription = await (await registration())?.pushManager.getSubscription()
  if (!subscription) return 'off'
  const { endpoint } = subscription
  await subscription.unsubscribe()
  await commands.unsubscribe(endpoint)
  return 'off'
}

/** A new sign-in of the same account at this browser takes its subscription along. */
export function keepPush({ store, notifications }: Client): void {
  let known: string | null = null
  store.subscribe(() => {
    const { session } = store.getState()
    const userId = session.kind === 'signedIn' ? session.user.id : null
    if (userId === known) return
    known = userId
    if (userId === null || !isSecureContext || !isSupported() || localStorage.getItem(storageKey) !== userId) return
    void renew(notifications).catch(() => {})
  })
}

async function renew(commands: Commands): Promise<void> {
  const subscription = await (await registration())?.pushManager.getSubscription()
  if (subscription) await hand(commands, subscription)
}
