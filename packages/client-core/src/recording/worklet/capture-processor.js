// The page adds this file to its audio thread as it is, so it is JavaScript.

/** Samples handed over at once: 40 ms at 48 kHz. */
const pieceSamples = 1920

/**
 * What the page says: where sound goes, whether to hand any over, and that nothing more comes.
 * @typedef {{ type: 'worker', port: MessagePort } | { type: 'paused' | 'resumed' | 'over' }} Order
 */

/** Hands the microphone's sound to the recording worker, past the page, which may be busy. */
class CaptureProcessor extends AudioWorkletProcessor {
  constructor() {
    super()
    /** @type {MessagePort | null} */
    this.worker = null
    this.isPaused = false
    this.piece = new Float32Array(pieceSamples)
    this.filled = 0
    this.port.onmessage = (/** @type {MessageEvent<Order>} */ { data }) => this.take(data)
  }

  /** @param {Order} order */
  take(order) {
    if (order.type === 'worker') this.worker = order.port
    else this.isPaused = order.type !== 'resumed'
    if (this.isPaused) this.handOver()
    if (order.type === 'over') this.worker?.postMessage(null)
  }

  /** @param {Float32Array[][]} inputs */
  process([input]) {
    const channel = input?.[0]
    if (!channel || this.isPaused) return true
    for (const sample of channel) {
      this.piece[this.filled] = sample
      this.filled += 1
      if (this.filled === pieceSamples) this.handOver()
    }
    return true
  }

  handOver() {
    if (this.filled === 0) return
    const piece = this.piece.slice(0, this.filled)
    this.worker?.postMessage(piece, [piece.buffer])
    this.filled = 0
  }
}

registerProcessor('capture', CaptureProcessor)
