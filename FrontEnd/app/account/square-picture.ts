import type { Size } from '../../components/profile/crop.ts'
import type { PictureProblem } from '../../components/profile/picture-settings.tsx'

const mostBytes = 30_000_000
/** Twice the largest size the server keeps, px; more would only be thrown away there. */
const uploadEdge = 512

/** A picture that was opened; `close` lets go of it. */
export type OpenPicture = { source: string; size: Size; bitmap: ImageBitmap; close(): void }
export type Opened = { kind: 'open'; picture: OpenPicture } | { kind: 'failed'; problem: PictureProblem }

export async function openPicture(file: File): Promise<Opened> {
  if (file.size > mostBytes) return { kind: 'failed', problem: 'tooLarge' }
  try {
    const bitmap = await createImageBitmap(file)
    const source = URL.createObjectURL(file)
    const close = () => {
      URL.revokeObjectURL(source)
      bitmap.close()
    }
    return { kind: 'open', picture: { source, size: { width: bitmap.width, height: bitmap.height }, bitmap, close } }
  } catch {
    return { kind: 'failed', problem: 'unreadable' }
  }
}

type Square = { left: number; top: number; edge: number }

/** Cuts the square out and makes a file of it: WebP, or PNG where the browser cannot write that. */
export async function cutSquare(bitmap: ImageBitmap, { left, top, edge }: Square) {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.min(uploadEdge, Math.round(edge))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('the browser draws no pictures')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, left, top, edge, edge, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.92))
  if (!blob) throw new Error('the browser makes no file of a picture')
  return { type: blob.type, content: new Uint8Array(await blob.arrayBuffer()) }
}
