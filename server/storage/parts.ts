/** Of an object that is stored in parts, all but the last; services want at least 5 MiB. */
const partBytes = 8 * 1024 * 1024

/** The same bytes in parts of {@link partBytes} and a rest; nothing at all is no part. */
export async function* partsOf(content: Iterable<Buffer> | AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let heldBytes = 0
  for await (const chunk of content) {
    let rest: Buffer = Buffer.from(chunk)
    while (heldBytes + rest.length >= partBytes) {
      const end = partBytes - heldBytes
      yield Buffer.concat([...held, rest.subarray(0, end)])
      rest = rest.subarray(end)
      held = []
      heldBytes = 0
    }
    if (rest.length > 0) held.push(rest)
    heldBytes += rest.length
  }
  if (heldBytes > 0) yield Buffer.concat(held)
}
