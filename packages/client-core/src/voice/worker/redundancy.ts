import type { Keyring } from '@chaos/crypto/sframe'
import { buildRed, mediaFormat, parseRed, type RedBlock } from '@chaos/protocol/media'
import type { SlotWatch } from './slot-watch.ts'

/** A frame's bytes as the browser hands them over or takes them back. */
export type FramePayload = { bytes: Uint8Array; isRed: boolean; timestamp: number }

export type Bytes = Uint8Array

/**
 * Seals one sender's frames. Browsers pack redundancy (RFC 2198) before they hand a frame over, so sealing the whole
 * would hide from the server where the frames in it begin, and it could not leave the redundancy out for listeners who
 * cannot use it. So each frame is sealed once, alone, and the redundancy is packed again from sealed frames.
 *
 * Undefined: there is no key, so nothing may leave.
 */
export function createFrameSealer(keyring: () => Keyring) {
  let previous: { timestamp: number; sealed: Bytes } | undefined

  return async ({ bytes, isRed, timestamp }: FramePayload): Promise<Bytes | undefined> => {
    const primary = isRed ? parseRed(bytes)?.primary : { start: 0, end: bytes.length }
    const outcome = primary && (await keyring().seal(bytes.subarray(primary.start, primary.end)))
    if (outcome?.kind !== 'sealed') {
      previous = undefined
      return undefined
    }
    const sealed = outcome.frame
    const redundancy = previous && {
      payload: previous.sealed,
      timestampOffset: (timestamp - previous.timestamp) >>> 0,
    }
    previous = { timestamp, sealed }
    return isRed ? buildRed(mediaFormat.opus, sealed, redundancy) : sealed
  }
}

/**
 * Opens one slot's frames. Redundancy is opened only where the frame it repeats did not come; the keyring knows.
 * Undefined: nothing could be opened, so nothing is played.
 */
export function createFrameOpener(keyring: () => Keyring, watch: SlotWatch) {
  const open = async (payload: Bytes): Promise<Bytes | undefined> => {
    const outcome = await keyring().open(payload)
    watch(outcome)
    return outcome.kind === 'opened' ? outcome.plaintext : undefined
  }

  return async ({ bytes, isRed }: FramePayload): Promise<Bytes | undefined> => {
    if (!isRed) return open(bytes)
    const red = parseRed(bytes)
    if (!red) return undefined
    const openBlock = ({ start, end }: RedBlock) => open(bytes.subarray(start, end))
    const older = red.redundant.at(-1)
    const repaired = older && (await openBlock(older))
    const primary = await openBlock(red.primary)
    if (!primary) return undefined
    const redundancy = repaired && { payload: repaired, timestampOffset: older.timestampOffset }
    return buildRed(mediaFormat.opus, primary, redundancy)
  }
}
