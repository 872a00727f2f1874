/** Why bytes are not passed on; a closed list. */
export type Refusal = 'too_large' | 'malformed' | 'not_mls10' | 'not_a_public_commit' | 'not_a_group_info'

/** Thrown inside this folder only; every exported reader turns it into its refusal. */
export class RefusedError extends Error {
  readonly reason: Refusal
  constructor(reason: Refusal) {
    super(reason)
    this.reason = reason
  }
}

const malformed = () => new RefusedError('malformed')

/** Reads the TLS presentation language as RFC 9420 §2.1 uses it. Throws {@link RefusedError} beyond the end. */
export class ByteReader {
  #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  /** Big-endian, 1 to 4 bytes. */
  uint(size: 1 | 2 | 3 | 4): number {
    return this.take(size).reduce((value, byte) => value * 256 + byte, 0)
  }

  /** Refuses what a number does not hold exactly. */
  uint64(): number {
    const value = this.uint(4) * 2 ** 32 + this.uint(4)
    if (!Number.isSafeInteger(value)) throw malformed()
    return value
  }

  take(size: number): Uint8Array {
    const end = this.#at + size
    if (end > this.#bytes.length) throw malformed()
    const taken = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return taken
  }

  /** An `opaque<V>` or any other vector (§2.1.2): the length in 1, 2 or 4 bytes, the shortest that holds it. */
  vector(): Uint8Array {
    const first = this.uint(1)
    const lengthBits = first >> 6
    if (lengthBits === 3) throw malformed()
    const following = [0, 1, 3][lengthBits] ?? 0
    const length = this.take(following).reduce((value, byte) => value * 256 + byte, first & 0x3f)
    if (lengthBits === 1 && length < 2 ** 6) throw malformed()
    if (lengthBits === 2 && length < 2 ** 14) throw malformed()
    return this.take(length)
  }

  end(): void {
    if (!this.atEnd) throw malformed()
  }
}

/** Runs a reader; its RefusedError becomes the outcome, anything else is a bug and passes. */
export function refusalOr<Header>(read: () => Header): Header | { kind: 'refused'; reason: Refusal } {
  try {
    return read()
  } catch (error) {
    if (error instanceof RefusedError) return { kind: 'refused', reason: error.reason }
    throw error
  }
}
