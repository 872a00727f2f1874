import type { Figure } from '../../../packages/crypto/bench/figures.ts'
import type { Said } from './worker.ts'

export type Frames = { stage: string; perSecond: number; longestMs: number }

/**
 * Runs in a page: draws one animation without end, first alone and then while a worker does the work, and looks at the time
 * from each frame to the next. Self-contained, as the browser gets it as text.
 */
export async function workWhileDrawing({ workerPath, aloneMs }: { workerPath: string; aloneMs: number }) {
  const stages: { stage: string; frames: number[] }[] = [{ stage: 'alone', frames: [] }]
  document.body.innerHTML = '<div style="width:200px;height:200px;background:teal"></div>'
  const moving = document.body.firstElementChild
  const draw = (atMs: number) => {
    stages.at(-1)?.frames.push(atMs)
    if (moving instanceof HTMLElement) moving.style.transform = `translateX(${Math.round(atMs) % 500}px)`
    requestAnimationFrame(draw)
  }
  requestAnimationFrame(draw)
  await new Promise((resolve) => setTimeout(resolve, aloneMs))

  const figures = await new Promise<readonly Figure[]>((resolve, reject) => {
    const worker = new Worker(workerPath, { type: 'module' })
    worker.addEventListener('error', ({ message }) => reject(new Error(message)))
    worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
      if ('stage' in data) stages.push({ stage: data.stage, frames: stages.at(-1)?.frames.slice(-1) ?? [] })
      else if ('figures' in data) resolve(data.figures)
      else reject(new Error(data.failed))
    })
  })

  const framesOf = ({ stage, frames }: (typeof stages)[number]): Frames => {
    const lengths = frames.slice(1).map((atMs, index) => atMs - (frames[index] ?? 0))
    const totalMs = lengths.reduce((sum, length) => sum + length, 0)
    return { stage, perSecond: (1_000 * lengths.length) / totalMs, longestMs: Math.max(...lengths) }
  }
  return { figures, frames: stages.map(framesOf) }
}
