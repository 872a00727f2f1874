import type { Bytes } from '../platform.ts'

/** RFC 9605 §4.3. `length` is how many bytes of the frame the header takes. */
export type FrameHeader = { kid: bigint; counter: bigint; length: number }

/** The same for the path of every frame, where bigint work would cost; `undefined` for what a number does not hold. */
export type FastFrameHeader = { kid: number; counter: number; length: number }

const extended = 8
/** A configuration byte and two fields of at most eight bytes. */
export const maxHeaderSize = 17

/** Throws RangeError outside 0 … 2^64 - 1. */
export function encodeFrameHeader(kid: bigint, counter: bigint): Bytes {
  const max = (1n << 64n) - 1n
  if (kid < 0n || counter < 0n || kid > max || counter > max) throw new RangeError('KID and CTR take 64 bits')
  const kidBytes = bigIntBytes(kid)
  const counterBytes = bigIntBytes(counter)
  const config = (fieldBits(Number(kid & 7n), kidBytes) << 4) | fieldBits(Number(counter & 7n), counterBytes)
  return new Uint8Array([config, ...kidBytes, ...counterBytes])
}

/** `undefined` when the bytes end too early or a field is longer than it has to be (SPEC S2). */
export function decodeFrameHeader(frame: Uint8Array): FrameHeader | undefined {
  const config = frame[0]
  if (config === undefined) return undefined
  const kidSize = fieldSize(config >> 4)
  const counterSize = fieldSize(config & 15)
  const length = 1 + kidSize + counterSize
  if (length > frame.length) return undefined
  const kid = kidSize === 0 ? BigInt((config >> 4) & 7) : readBigInt(frame, 1, kidSize)
  const counter = counterSize === 0 ? BigInt(config & 7) : readBigInt(frame, 1 + kidSize, counterSize)
  if (!isMinimal(kid, kidSize) || !isMinimal(counter, counterSize)) return undefined
  return { kid, counter, length }
}

/** As {@link decodeFrameHeader}, and `undefined` also for values of 2^53 and above, which no sender of ours makes (SPEC S3). */
export function readFrameHeader(frame: Uint8Array): FastFrameHeader | undefined {
  const config = frame[0]
  if (config === undefined) return undefined
  const kidSize = fieldSize(config >> 4)
  const counterSize = fieldSize(config & 15)
  const length = 1 + kidSize + counterSize
  if (length > frame.length) return undefined
  const kid = kidSize === 0 ? (config >> 4) & 7 : readNumber(frame, 1, kidSize)
  const counter = counterSize === 0 ? config & 7 : readNumber(frame, 1 + kidSize, counterSize)
  return kid < 0 || counter < 0 ? undefined : { kid, counter, length }
}

/** Both values are safe integers. The header goes to the start of `into`; returns its length. */
export function writeFrameHeader(kid: number, counter: number, into: Uint8Array): number {
  const kidSize = numberSize(kid)
  const counterSize = numberSize(counter)
  const kidBits = kidSize === 0 ? kid : extended | (kidSize - 1)
  const counterBits = counterSize === 0 ? counter : extended | (counterSize - 1)
  into[0] = (kidBits << 4) | counterBits
  if (kidSize > 0) writeNumber(kid, into, 1 + kidSize)
  if (counterSize > 0) writeNumber(counter, into, 1 + kidSize + counterSize)
  return 1 + kidSize + counterSize
}

const fieldSize = (bits: number): number => (bits & extended ? (bits & 7) + 1 : 0)
const fieldBits = (small: number, bytes: number[]): number =>
  bytes.length === 0 ? small : extended | (bytes.length - 1)

function bigIntBytes(value: bigint): number[] {
  const bytes: number[] = []
  if (value < 8n) return bytes
  for (let rest = value; rest > 0n; rest >>= 8n) bytes.unshift(Number(rest & 255n))
  return bytes
}

function readBigInt(bytes: Uint8Array, start: number, size: number): bigint {
  let value = 0n
  for (let at = start; at < start + size; at++) value = (value << 8n) | BigInt(bytes[at] ?? 0)
  return value
}

const isMinimal = (value: bigint, size: number): boolean =>
  size === 0 || (size === 1 ? value > 7n : value >> BigInt(8 * (size - 1)) > 0n)

/** -1 for a value that is not minimal or not safe. */
function readNumber(bytes: Uint8Array, start: number, size: number): number {
  let value = 0
  for (let at = start; at < start + size; at++) value = value * 256 + (bytes[at] ?? 0)
  const minimal = size === 1 ? value > 7 : bytes[start] !== 0
  return minimal && Number.isSafeInteger(value) ? value : -1
}

function numberSize(value: number): number {
  if (value < 8) return 0
  let size = 1
  for (let limit = 256; value >= limit; limit *= 256) size++
  return size
}

/** Big-endian in as few bytes as it takes, the last of them before `end`. */
function writeNumber(value: number, into: Uint8Array, end: number): void {
  let at = end
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) into[--at] = rest % 256
}
