import type { EpochKeys } from '@chaos/crypto/sframe'
import type { MediaSessionEvents } from '../media-platform.ts'
import type { FromMediaWorker, MediaTransformOptions, ToMediaWorker } from '../worker/messages.ts'

/** The page's side of the media worker. */
export interface FrameCrypto {
  /** Hands the keys over and wipes the page's copy. */
  install(keys: EpochKeys): void
  reset(): void
  /** To be set on a sender or receiver before its first frame. */
  transform(options: MediaTransformOptions): RTCRtpScriptTransform
  close(): void
}

export function openFrameCrypto(events: MediaSessionEvents): FrameCrypto {
  const worker = new Worker(new URL('../worker/media-worker.ts', import.meta.url), { type: 'module', name: 'media' })
  worker.addEventListener('message', ({ data }: MessageEvent<FromMediaWorker>) => {
    if (data.type === 'source') events.onSource(data.slot, data.leafIndex)
    else events.onUndecryptable(data.slot, data.undecryptable)
  })
  const post = (message: ToMediaWorker): void => worker.postMessage(message)

  return {
    install(keys) {
      post({ type: 'install', keys })
      keys.baseKey.fill(0)
    },
    reset: () => post({ type: 'reset' }),
    transform: (options) => new RTCRtpScriptTransform(worker, options),
    close: () => worker.terminate(),
  }
}
