import type { Readable } from 'node:stream'

/** What a sender loses at most when the connection breaks without a word, and what one of them takes in memory, bytes. */
const stepBytes = 256 * 1024

/**
 * Cuts what arrives into steps of at most {@link stepBytes}. When the sender goes away, what came before is a step too: the
 * sequence then ends as if there were no more.
 */
export async function* stepsOf(stream: Readable): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let heldBytes = 0
  try {
    for await (const chunk of stream) {
      let rest: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
      while (heldBytes + rest.length >= stepBytes) {
        const part = rest.subarray(0, stepBytes - heldBytes)
        rest = rest.subarray(part.length)
        const step = Buffer.concat([...held, part])
        held = []
        heldBytes = 0
        yield step
      }
      if (rest.length > 0) held.push(rest)
      heldBytes += rest.length
    }
  } catch (error) {
    if (!stream.destroyed) throw error
  }
  if (heldBytes > 0) yield Buffer.concat(held)
}
