import { startMediaWorker } from './frame-crypto.ts'
import { bundlePolicy } from './link.ts'

/** What a call needs and takes long to make, made before somebody asks for it. What was taken is not made again by itself. */
export interface Spares {
  /** Idempotent. */
  prepare(): void
  /** For an encrypted call; the one for an open call stays for the next. */
  takeWorker(): Worker
  takeConnection(): RTCPeerConnection
  close(): void
}

const newConnection = (): RTCPeerConnection => new RTCPeerConnection({ bundlePolicy })

export function createSpares(): Spares {
  let worker: Worker | undefined
  let connection: RTCPeerConnection | undefined

  const startWorker = (): void => {
    const started = startMediaWorker()
    worker = started
    // It could not be loaded; whoever needs one tries again, and is told if that fails as well.
    started.addEventListener('error', () => {
      if (worker === started) worker = undefined
    })
  }

  return {
    prepare() {
      if (!worker) startWorker()
      connection ??= newConnection()
    },
    takeWorker() {
      const taken = worker ?? startMediaWorker()
      worker = undefined
      return taken
    },
    takeConnection() {
      const taken = connection ?? newConnection()
      connection = undefined
      return taken
    },
    close() {
      worker?.terminate()
      connection?.close()
      worker = undefined
      connection = undefined
    },
  }
}
