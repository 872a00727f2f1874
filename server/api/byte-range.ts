export type RequestedRange = { first: number; last: number } | 'whole' | 'beyond'

/**
 * The one range that a `Range` header asks for (RFC 9110 §14.1.2); `whole` also for what is not understood, which may be
 * passed over.
 */
export function readRange(header: string | undefined, sizeBytes: number): RequestedRange {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === undefined || to === undefined) return 'whole'
  const range = from === '' ? lastBytes(to, sizeBytes) : fromTo(Number(from), to, sizeBytes)
  if (range === 'whole') return range
  return range.first >= sizeBytes || range.last < range.first ? 'beyond' : range
}

const lastBytes = (count: string, sizeBytes: number) =>
  count === '' ? 'whole' : { first: Math.max(0, sizeBytes - Number(count)), last: sizeBytes - 1 }

function fromTo(first: number, to: string, sizeBytes: number) {
  if (to !== '' && Number(to) < first) return 'whole'
  return { first, last: to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1) }
}
