import type { Readable } from 'node:stream'

export type StoredObject = { key: string; sizeBytes: number; storedAt: Date }

/** From the first to the last byte, both included. */
export type ByteRange = { first: number; last: number }

/**
 * Files by key: on a disk here, in a bucket elsewhere. Keys are lower-case words, digits, `-`, `_`, `.` and capitals
 * within one part, parts divided by `/`. Other keys are a bug of the caller and throw.
 */
export type ObjectStore = {
  /** Stores the whole or nothing: readers see what was there before until the end. Returns how many bytes it were. */
  put(key: string, content: Readable | Buffer): Promise<number>
  /**
   * null when there is none. Whoever takes the stream has to read or destroy it. `sizeBytes` is that of the whole, also
   * when `range` asks for a part; a range lies within the object.
   */
  open(key: string, range?: ByteRange): Promise<{ sizeBytes: number; stream: Readable } | null>
  /** An address at which anybody can fetch the object for some minutes; null: only this server can. */
  linkTo(key: string): Promise<string | null>
  /** Nothing happens when there is none. */
  remove(key: string): Promise<void>
  /** How much more can be stored; null: nobody says. */
  freeBytes(): Promise<number | null>
  /** Clears what processes left that died while they wrote. */
  removeAbandoned(): Promise<void>
  /** Everything whose key begins with `prefix`, which ends with `/`; in no order. */
  list(prefix: string): AsyncIterable<StoredObject>
}

const part = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}$/

/** Throws for what could lead elsewhere: empty parts, `..`, other characters, keys that are too long. */
export function checkKey(key: string): void {
  const parts = key.split('/')
  if (parts.length > 8 || parts.some((one) => !part.test(one))) throw new RangeError(`"${key}" is not an object key`)
}
