import { createKeyring, type Keyring } from '@chaos/crypto/sframe'
import { mediaFormat } from '@chaos/protocol/media'
import type { FrameKeys, ToMediaWorker } from './key-messages.ts'
import type { FromMediaWorker, MediaTransformOptions } from './messages.ts'
import { type Bytes, createFrameOpener, createFrameSealer, type FramePayload } from './redundancy.ts'
import { createSlotWatch } from './slot-watch.ts'

// The group worker hands out keys, the browser hands over frames; nothing else enters or leaves this worker.
declare const self: DedicatedWorkerGlobalScope

let keyring: Keyring = createKeyring()
const currentKeyring = (): Keyring => keyring
const tell = (message: FromMediaWorker): void => self.postMessage(message)

type Change = (payload: FramePayload) => Promise<Bytes | undefined>

/** What cannot be sealed or opened goes nowhere: nothing leaves in clear, and no noise is played. */
const framesThrough = (change: Change) =>
  new TransformStream<RTCEncodedAudioFrame, RTCEncodedAudioFrame>({
    async transform(frame, controller) {
      const { payloadType, rtpTimestamp = 0 } = frame.getMetadata()
      const bytes = new Uint8Array(frame.data)
      const changed = await change({ bytes, isRed: payloadType === mediaFormat.red, timestamp: rtpTimestamp })
      if (!changed) return
      frame.data = exactBuffer(changed)
      controller.enqueue(frame)
    },
  })

/** A frame's buffer has exactly its bytes. */
function exactBuffer(bytes: Bytes): ArrayBuffer {
  const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- frames never lie in shared memory
  return (whole ? bytes : bytes.slice()).buffer as ArrayBuffer
}

self.addEventListener('rtctransform', (event) => {
  const { transformer } = event
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own page wrote it, in frame-crypto.ts
  const options = transformer.options as MediaTransformOptions
  const change =
    options.side === 'seal'
      ? createFrameSealer(currentKeyring)
      : createFrameOpener(currentKeyring, createSlotWatch(options.slot, tell))
  // Ends with the connection; a broken pipe is the end of that stream and of nothing else.
  transformer.readable
    .pipeThrough(framesThrough(change))
    // oxlint-disable-next-line typescript/no-unsafe-argument -- the DOM library says any; a transformer takes frames
    .pipeTo(transformer.writable)
    .catch(() => {})
})

let port: MessagePort | undefined

self.addEventListener('message', ({ data }: MessageEvent<ToMediaWorker>) => {
  port?.close()
  keyring.close()
  const current = createKeyring()
  keyring = current
  port = data.keys
  port.onmessage = ({ data: keys }: MessageEvent<FrameKeys>) => {
    void current.install(keys).finally(() => keys.baseKey.fill(0))
  }
})
