/** The part of `AbortSignal` that is needed here, so that this package compiles without a DOM. */
export interface CancelSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
  signal?: CancelSignal
}

export type HttpReply = { status: number; retryAfter: string | null; text: string }

export type SocketHandlers = {
  onOpen(): void
  onText(text: string): void
  /** Exactly once, also when the socket never opened. */
  onClose(code: number, reason: string): void
}

export interface PlatformSocket {
  /** Only after `onOpen` and before `onClose`. */
  send(text: string): void
  close(code?: number, reason?: string): void
}

declare const timer: unique symbol
export type Timer = { readonly [timer]: true }

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  setTimeout(task: () => void, delayMs: number): Timer
  clearTimeout(timer: Timer): void
}

export interface TextStorage {
  get(key: string): string | null
  set(key: string, text: string): void
  remove(key: string): void
}

export type Unsubscribe = () => void

/** What a browser, a desktop window or Node has to give the client. */
export interface Platform {
  /** Origin of the server, without a slash at the end: `https://chaos.example`. */
  baseUrl: string
  /** Cookies of the server's origin go along. Rejects when no reply came. */
  fetch(request: HttpRequest): Promise<HttpReply>
  openSocket(url: string, handlers: SocketHandlers): PlatformSocket
  storage: TextStorage
  clock: Clock
  /** Runs one task at a time per name, across all windows of this origin where the platform can. */
  exclusive<T>(name: string, task: () => Promise<T>): Promise<T>
  isOnline(): boolean
  onOnlineChange(listener: (online: boolean) => void): Unsubscribe
  /** The device woke up or the window came to the front: a good moment to look whether connections still stand. */
  onWake(listener: () => void): Unsubscribe
  /** The person touches the device: keys, pointer, wheel. Called often; listeners are cheap. */
  onInput(listener: () => void): Unsubscribe
}

/** Building socket addresses from the server's origin: `http` becomes `ws`, `https` becomes `wss`. */
export const socketUrl = (baseUrl: string, path: string): string => baseUrl.replace(/^http/, 'ws') + path
