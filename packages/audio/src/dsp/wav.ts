/** Samples at full scale ±1, one array per channel, all of one length. */
export type Wav = { sampleRate: number; channels: Float32Array[] }

export type WavOutcome =
  | { kind: 'wav'; wav: Wav }
  | { kind: 'refused'; reason: 'not_wav' | 'truncated' | 'unsupported'; detail: string }

export type WavEncoding = 'pcm16' | 'float32'

type Format = { tag: number; channels: number; sampleRate: number; bits: number }
type Chunk = { id: string; start: number; size: number }

const tags = { pcm: 1, float: 3, extensible: 0xfffe }
const refused = (reason: 'not_wav' | 'truncated' | 'unsupported', detail: string): WavOutcome => ({
  kind: 'refused',
  reason,
  detail,
})

/**
 * Reads 16-bit PCM or 32-bit float WAV (RIFF/WAVE; WAVE_FORMAT_EXTENSIBLE included). Never throws.
 * A data chunk that promises more than the file holds, as streaming writers leave it, is read as far as it goes.
 */
export function readWav(bytes: Uint8Array): WavOutcome {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 12 || ascii(view, 0) !== 'RIFF' || ascii(view, 8) !== 'WAVE') return refused('not_wav', 'no RIFF')
  const chunks = listChunks(view)
  const formatChunk = chunks.find(({ id, size }) => id === 'fmt ' && size >= 16)
  const dataChunk = chunks.find(({ id }) => id === 'data')
  if (!formatChunk || !dataChunk) return refused('truncated', 'no format or no data')
  const format = readFormat(view, formatChunk)
  const encoding = encodingOf(format)
  if (!encoding || format.channels < 1 || format.channels > 64 || format.sampleRate < 1) {
    return refused('unsupported', JSON.stringify(format))
  }
  return { kind: 'wav', wav: readSamples(view, dataChunk, { ...format, encoding }) }
}

/** Encodes as WAV; PCM is clipped to full scale. Channels of unequal length are a RangeError. */
export function writeWav({ sampleRate, channels }: Wav, encoding: WavEncoding): Uint8Array {
  const frames = channels[0]?.length ?? 0
  if (channels.some(({ length }) => length !== frames)) throw new RangeError('channels differ in length')
  const sampleBytes = encoding === 'pcm16' ? 2 : 4
  const dataBytes = frames * channels.length * sampleBytes
  const bytes = new Uint8Array(44 + dataBytes)
  const view = new DataView(bytes.buffer)
  writeHeader(view, {
    tag: encoding === 'pcm16' ? tags.pcm : tags.float,
    channels: channels.length,
    sampleRate,
    bits: 8 * sampleBytes,
  })
  const write = encoding === 'pcm16' ? writePcm16 : writeFloat32
  let offset = 44
  for (let frame = 0; frame < frames; frame++) {
    for (const channel of channels) {
      write(view, offset, channel[frame] ?? 0)
      offset += sampleBytes
    }
  }
  return bytes
}

/** The mean of all channels; a single channel is returned as it is. */
export function monoOf({ channels }: Wav): Float32Array {
  const [first, ...others] = channels
  if (!first) return new Float32Array(0)
  if (others.length === 0) return first
  return first.map((sample, i) => others.reduce((sum, channel) => sum + (channel[i] ?? 0), sample) / channels.length)
}

function listChunks(view: DataView): Chunk[] {
  const chunks: Chunk[] = []
  for (let offset = 12; offset + 8 <= view.byteLength; ) {
    const start = offset + 8
    const declared = view.getUint32(offset + 4, true)
    chunks.push({ id: ascii(view, offset), start, size: Math.min(declared, view.byteLength - start) })
    // Chunks begin at even offsets.
    offset = start + declared + (declared % 2)
  }
  return chunks
}

function readFormat(view: DataView, { start, size }: Chunk): Format {
  const tag = view.getUint16(start, true)
  return {
    // The sub-format of an extensible header begins with the tag that it stands for.
    tag: tag === tags.extensible && size >= 40 ? view.getUint16(start + 24, true) : tag,
    channels: view.getUint16(start + 2, true),
    sampleRate: view.getUint32(start + 4, true),
    bits: view.getUint16(start + 14, true),
  }
}

function encodingOf({ tag, bits }: Format): WavEncoding | undefined {
  if (tag === tags.pcm && bits === 16) return 'pcm16'
  if (tag === tags.float && bits === 32) return 'float32'
  return undefined
}

function readSamples(view: DataView, data: Chunk, format: Format & { encoding: WavEncoding }): Wav {
  const sampleBytes = format.bits / 8
  const frameBytes = sampleBytes * format.channels
  const frames = Math.floor(data.size / frameBytes)
  const channels = Array.from({ length: format.channels }, (_, channel) =>
    Float32Array.from({ length: frames }, (__, frame) => {
      const offset = data.start + frame * frameBytes + channel * sampleBytes
      return format.encoding === 'pcm16' ? view.getInt16(offset, true) / 0x8000 : view.getFloat32(offset, true)
    }),
  )
  return { sampleRate: format.sampleRate, channels }
}

function writeHeader(view: DataView, { tag, channels, sampleRate, bits }: Format): void {
  const frameBytes = (channels * bits) / 8
  writeAscii(view, 0, 'RIFF')
  view.setUint32(4, view.byteLength - 8, true)
  writeAscii(view, 8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, tag, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * frameBytes, true)
  view.setUint16(32, frameBytes, true)
  view.setUint16(34, bits, true)
  writeAscii(view, 36, 'data')
  view.setUint32(40, view.byteLength - 44, true)
}

const writeFloat32 = (view: DataView, offset: number, sample: number): void => view.setFloat32(offset, sample, true)

const writePcm16 = (view: DataView, offset: number, sample: number): void =>
  view.setInt16(offset, Math.max(-0x8000, Math.min(0x7fff, Math.round(sample * 0x8000))), true)

function writeAscii(view: DataView, offset: number, text: string): void {
  for (let i = 0; i < text.length; i++) view.setUint8(offset + i, text.charCodeAt(i))
}

const ascii = (view: DataView, offset: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(offset + i)))
