const sizeFrames = 256
const wordBits = 32

/**
 * Which counters of one sender in one epoch were seen (SPEC S5). Reordering within the last 256 frames, five seconds of speech, is
 * tolerated; older frames and second copies are not fresh.
 */
export class ReplayWindow {
  /** Bit `counter % 256` tells whether that counter of the window ending at `#highest` was seen. */
  #seen = new Uint32Array(sizeFrames / wordBits)
  #highest = -1

  isFresh(counter: number): boolean {
    if (counter > this.#highest) return true
    return counter > this.#highest - sizeFrames && !this.#has(counter)
  }

  /** To be called once a frame is authentic. False when it was not fresh, as when two copies were being opened at once. */
  accept(counter: number): boolean {
    if (!this.isFresh(counter)) return false
    if (counter > this.#highest) this.#advanceTo(counter)
    const bit = counter % sizeFrames
    this.#seen[bit >>> 5] = (this.#seen[bit >>> 5] ?? 0) | (1 << (bit & 31))
    return true
  }

  #has(counter: number): boolean {
    const bit = counter % sizeFrames
    return ((this.#seen[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0
  }

  #advanceTo(counter: number): void {
    if (counter - this.#highest >= sizeFrames) this.#seen.fill(0)
    else for (let next = this.#highest + 1; next <= counter; next++) this.#forget(next % sizeFrames)
    this.#highest = counter
  }

  #forget(bit: number): void {
    this.#seen[bit >>> 5] = (this.#seen[bit >>> 5] ?? 0) & ~(1 << (bit & 31))
  }
}
