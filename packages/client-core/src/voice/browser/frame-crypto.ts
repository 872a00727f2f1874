import type { MediaSessionEvents } from '../media-platform.ts'
import type { ToMediaWorker } from '../worker/key-messages.ts'
import type { FromMediaWorker, MediaTransformOptions } from '../worker/messages.ts'

/** The page's side of the media worker. */
export interface FrameCrypto {
  /** Forgets all keys; those of another group will come through the port. */
  expectKeys(port: MessagePort): void
  /** To be set on a sender or receiver before its first frame. */
  transform(options: MediaTransformOptions): RTCRtpScriptTransform
  close(): void
}

export const startMediaWorker = (): Worker =>
  new Worker(new URL('../worker/media-worker.ts', import.meta.url), { type: 'module', name: 'media' })

export function openFrameCrypto(worker: Worker, events: MediaSessionEvents): FrameCrypto {
  worker.addEventListener('error', () => events.onBroken())
  worker.addEventListener('message', ({ data }: MessageEvent<FromMediaWorker>) => {
    if (data.type === 'source') events.onSource(data.slot, data.leafIndex)
    else events.onUndecryptable(data.slot, data.undecryptable)
  })

  return {
    expectKeys: (port) => worker.postMessage({ type: 'group', keys: port } satisfies ToMediaWorker, [port]),
    transform: (options) => new RTCRtpScriptTransform(worker, options),
    close: () => worker.terminate(),
  }
}
