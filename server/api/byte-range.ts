export type RequestedRange = { first: number; last: number } | 'whole' | 'beyond'

/**
 * The one range that a `Range` header asks for (RFC 9110 §14.1.2); `whole` also for what is not understood, which may be
 * passed over.
 */
export function readRange(header: string | undefined, sizeBytes: number): RequestedRange {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return 'whole'
  const first = from === '' ? Math.max(0, sizeBytes - Number(to)) : Number(from)
  const last = from === '' || to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1)
  if (from !== '' && to !== '' && Number(to) < first) return 'whole'
  return first >= sizeBytes || last < first ? 'beyond' : { first, last }
}
