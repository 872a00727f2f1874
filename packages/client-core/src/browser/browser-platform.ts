import type { CancelSignal, HttpRequest, Platform, SocketHandlers, TextStorage } from '../platform.ts'
import { browserClock } from './browser-clock.ts'

const inputEvents = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

/** The browser's side of the contract, voice aside. `baseUrl` is the page's own origin. */
export function createBrowserParts(): Platform {
  return {
    baseUrl: location.origin,
    fetch: browserFetch,
    openSocket,
    storage: browserStorage,
    clock: browserClock,
    exclusive: (name, task) => navigator.locks?.request(name, task) ?? task(),
    isOnline: () => navigator.onLine,
    onOnlineChange(listener) {
      const online = () => listener(true)
      const offline = () => listener(false)
      addEventListener('online', online)
      addEventListener('offline', offline)
      return () => {
        removeEventListener('online', online)
        removeEventListener('offline', offline)
      }
    },
    onWake(listener) {
      const visible = () => void (document.visibilityState === 'visible' && listener())
      addEventListener('online', listener)
      document.addEventListener('visibilitychange', visible)
      return () => {
        removeEventListener('online', listener)
        document.removeEventListener('visibilitychange', visible)
      }
    },
    onInput(listener) {
      const options = { capture: true, passive: true }
      for (const type of inputEvents) addEventListener(type, listener, options)
      return () => {
        for (const type of inputEvents) removeEventListener(type, listener, options)
      }
    },
  }
}

async function browserFetch({ method, url, headers, body, signal }: HttpRequest) {
  const reply = await fetch(url, {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body }),
    ...(signal ? { signal: abortSignal(signal) } : {}),
  })
  return { status: reply.status, retryAfter: reply.headers.get('retry-after'), text: await reply.text() }
}

function abortSignal(signal: CancelSignal): AbortSignal {
  if (signal instanceof AbortSignal) return signal
  const controller = new AbortController()
  if (signal.aborted) controller.abort()
  else signal.addEventListener('abort', () => controller.abort())
  return controller.signal
}

function openSocket(url: string, handlers: SocketHandlers) {
  const socket = new WebSocket(url)
  socket.onopen = () => handlers.onOpen()
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') handlers.onText(data)
  }
  socket.onclose = ({ code, reason }) => handlers.onClose(code, reason)
  return {
    send(text: string) {
      // Between the other side's goodbye and `onclose` nothing arrives any more, and browsers complain of trying.
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close: (code?: number, reason?: string) => socket.close(code, reason),
  }
}

/** Storage may be switched off by the person or be full; then nothing is kept beyond this visit. */
const browserStorage: TextStorage = {
  get: (key) => attempt(() => localStorage.getItem(key)) ?? null,
  set(key, text) {
    attempt(() => localStorage.setItem(key, text))
  },
  remove(key) {
    attempt(() => localStorage.removeItem(key))
  },
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
