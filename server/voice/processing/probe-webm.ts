import { type Element, elementAt, numberIn } from './ebml.ts'
import { opusSamples } from './opus-packet.ts'

/** Elements of Matroska (RFC 9559) that count here. */
const ids = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  timestampScale: 0x2ad7b1,
  trackEntry: 0xae,
  codec: 0x86,
  clusterTime: 0xe7,
  simpleBlock: 0xa3,
  block: 0xa1,
} as const
/** Those that hold others of interest: walked into, so that it does not matter whether their length is known. */
const parents = new Set<number>([ids.ebml, ids.segment, 0x1549a966, 0x1654ae6b, ids.trackEntry, 0x1f43b675, 0xa0])

type State = { docType: string; codec: string; tracks: number; scaleNs: number; clusterTime: number; endMs: number }

/** A block of one frame: the track, a time of its own, flags, the packet (RFC 9559 §10). null: it is not like that. */
function blockEnd({ clusterTime, scaleNs }: State, content: Buffer): number | null {
  const lacing = (content[3] ?? 0) & 0x06
  if (content.length < 5 || (content[0] ?? 0) < 0x80 || lacing !== 0) return null
  const samples = opusSamples(content.subarray(4))
  if (samples === null) return null
  return ((clusterTime + content.readInt16BE(1)) * scaleNs) / 1e6 + samples / 48
}

/** Takes one element into account. False: nothing that may follow makes this a recording. */
function take(state: State, { id }: Element, content: Buffer): boolean {
  switch (id) {
    case ids.docType:
      state.docType = content.toString('latin1')
      return state.docType === 'webm' || state.docType === 'matroska'
    case ids.codec:
      state.codec = content.toString('latin1')
      return state.codec === 'A_OPUS'
    case ids.timestampScale:
      state.scaleNs = numberIn(content)
      return state.scaleNs > 0
    case ids.clusterTime:
      state.clusterTime = numberIn(content)
      return true
    case ids.simpleBlock:
    case ids.block: {
      const end = state.codec === '' ? null : blockEnd(state, content)
      if (end === null) return false
      state.endMs = Math.max(state.endMs, end)
      return true
    }
    default:
      return true
  }
}

/** Where the next element begins; null: this one is broken, or makes this no recording. */
function step(state: State, bytes: Buffer, at: number): number | null {
  const element = elementAt(bytes, at)
  if (!element || (at === 0 && element.id !== ids.ebml)) return null
  const { id, dataAt, sizeBytes } = element
  if (id === ids.trackEntry) state.tracks += 1
  if (parents.has(id)) return dataAt
  if (sizeBytes === null || dataAt + sizeBytes > bytes.length) return null
  return take(state, element, bytes.subarray(dataAt, dataAt + sizeBytes)) ? dataAt + sizeBytes : null
}

/** How long Opus in WebM sounds, ms; null: it is something else, has more than one track, or is broken. */
export function probeWebm(bytes: Buffer): number | null {
  const state: State = { docType: '', codec: '', tracks: 0, scaleNs: 1_000_000, clusterTime: 0, endMs: 0 }
  for (let at = 0; at < bytes.length; ) {
    const next = step(state, bytes, at)
    if (next === null) return null
    at = next
  }
  const isRecording = state.docType !== '' && state.tracks === 1 && state.endMs > 0 && state.endMs < 2 ** 31
  return isRecording ? Math.round(state.endMs) : null
}
