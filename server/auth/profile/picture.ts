import { DomainError } from '../../utils/domain-error.ts'
import { createTurns } from '../../utils/turns.ts'
import { loadSharp, type Sharp } from './load-sharp.ts'

class NotAPictureError extends DomainError {
  override readonly code = 'unsupported_media_type'
}

class ImageInvalidError extends DomainError {
  override readonly code = 'image_invalid'
}

class ImageTooLargeError extends DomainError {
  override readonly code = 'image_too_large'
}

/** Largest picture that is opened, px: 4096 × 4096. Decoded it takes 64 MiB. */
const mostPixels = 4096 * 4096
/** Decoding that takes longer ends, s. */
const longestSeconds = 5

/** The threads that decode also hash passwords; so one picture at a time. */
const turns = createTurns(1)

/** How files of the four formats begin. */
const beginnings: [offset: number, bytes: string][][] = [
  [[0, '\xff\xd8\xff']],
  [[0, '\x89PNG\r\n\x1a\n']],
  [
    [0, 'RIFF'],
    [8, 'WEBP'],
  ],
  [[0, 'GIF87a']],
  [[0, 'GIF89a']],
]

const looksLikePicture = (bytes: Buffer): boolean =>
  beginnings.some((marks) => marks.every(([at, mark]) => bytes.toString('latin1', at, at + mark.length) === mark))

/**
 * Squares of these edges (px) as WebP, upright, cut around the middle, without anything but pixels: no place, no camera,
 * no colour profile, no trailing bytes. Of a moving picture the first frame. Throws the refusals above.
 */
export async function squaresOf(bytes: Buffer, edges: readonly number[]): Promise<Buffer[]> {
  if (!looksLikePicture(bytes)) throw new NotAPictureError('this is not a JPEG, PNG, WebP or GIF picture')
  return turns.take(async () => {
    const [largest = 0] = edges.toSorted((a, b) => b - a)
    const sharp = await loadSharp()
    const upright = await decoded(sharp, bytes, largest)
    return Promise.all(edges.map((edge) => encode(sharp, upright, edge)))
  })
}

type Pixels = { data: Buffer; info: { width: number; height: number; channels: 1 | 2 | 3 | 4 } }

async function decoded(sharp: Sharp, bytes: Buffer, edge: number): Promise<Pixels> {
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true, pages: 1 })
    return await picture
      .timeout({ seconds: longestSeconds })
      .autoOrient()
      .resize(edge, edge, { fit: 'cover' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
  } catch (error) {
    throw refusalFor(error)
  }
}

function refusalFor(error: unknown): DomainError {
  const message = error instanceof Error ? error.message : ''
  if (/exceeds pixel limit|timeout/i.test(message)) return new ImageTooLargeError('this picture has too many pixels')
  return new ImageInvalidError('this picture is damaged')
}

const encode = (sharp: Sharp, { data, info: { width, height, channels } }: Pixels, edge: number): Promise<Buffer> =>
  sharp(data, { raw: { width, height, channels } }).resize(edge, edge).webp({ quality: 82 }).toBuffer()
