import { type Entry, findEntry } from '../find-entry.ts'
import { SoundError, type SoundProblem, type SoundSource } from '../sound-parts.ts'
import { clustersIn } from '../webm-clusters.ts'

/** Loaded ahead of the ear, s: enough for a tunnel, little enough that a browser's buffer holds it. */
const aheadSeconds = 120
/** How near the end of what is loaded counts as inside, s. */
const slackSeconds = 0.05

type FeedOptions = {
  source: SoundSource
  element: HTMLAudioElement
  mediaSource: MediaSource
  onFailed(problem: SoundProblem): void
}

/** Brings a sound's bytes to the browser's decoder, part by part, from wherever the person listens. */
export interface Feed {
  /** Makes sure that this moment gets loaded. */
  toward(positionMs: number): void
  close(): void
}

export function createFeed({ source, element, mediaSource, onFailed }: FeedOptions): Feed {
  const buffer = mediaSource.addSourceBuffer(source.format)
  // One run at a time feeds; a newer one ends it.
  let run = 0
  let hasHeader = false

  const append = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    buffer.appendBuffer(bytes)
    await settled(buffer)
  }
  const start = async (entry: Entry | null, mine: number): Promise<void> => {
    let { chunk, offset } = entry ?? { chunk: 0, offset: 0 }
    if (!hasHeader && entry) await append(headerOf(await source.chunk(0)))
    hasHeader = true
    for (; chunk < source.chunkCount; chunk += 1, offset = 0) {
      const bytes = (await source.chunk(chunk)).subarray(offset)
      await room(element, () => run !== mine)
      if (run !== mine) return
      await append(bytes)
      if (run !== mine) return
    }
    if (mediaSource.readyState === 'open') mediaSource.endOfStream()
  }
  const begin = (find: () => Promise<Entry | null>): void => {
    run += 1
    const mine = run
    const isCurrent = (): boolean => run === mine
    find()
      .then((entry) => (isCurrent() ? start(entry, mine) : undefined))
      .catch((error: unknown) => {
        if (isCurrent()) onFailed(error instanceof SoundError ? error.problem : 'unplayable')
      })
  }

  return {
    toward(positionMs) {
      if (run > 0 && isLoaded(element, positionMs)) return
      if (positionMs === 0 && run === 0) return begin(async () => null)
      const find = () => findEntry(source, positionMs)
      if (buffer.updating) buffer.addEventListener('updateend', reset, { once: true })
      else reset()
      begin(find)
    },
    close() {
      run += 1
    },
  }

  /** What comes next begins anew, in the middle of the file. */
  function reset(): void {
    if (mediaSource.readyState === 'open') buffer.abort()
  }
}

const headerOf = (first: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  first.subarray(0, clustersIn(first)[0]?.offset ?? 0)

function isLoaded({ buffered }: HTMLAudioElement, positionMs: number): boolean {
  const at = positionMs / 1000
  for (let range = 0; range < buffered.length; range += 1) {
    if (at >= buffered.start(range) - slackSeconds && at < buffered.end(range) - slackSeconds) return true
  }
  return false
}

const settled = (buffer: SourceBuffer): Promise<void> =>
  new Promise((resolve, reject) => {
    const over = new AbortController()
    const { signal } = over
    const end = (then: () => void) => () => {
      over.abort()
      then()
    }
    buffer.addEventListener('updateend', end(resolve), { signal })
    buffer.addEventListener(
      'error',
      end(() => reject(new SoundError('unplayable'))),
      { signal },
    )
  })

/** Waits until less than enough lies ahead, or nobody needs it any more. */
async function room(element: HTMLAudioElement, isOver: () => boolean): Promise<void> {
  while (!isOver() && aheadOf(element) > aheadSeconds) {
    await new Promise((resolve) => element.addEventListener('timeupdate', resolve, { once: true }))
  }
}

function aheadOf({ buffered, currentTime }: HTMLAudioElement): number {
  for (let range = 0; range < buffered.length; range += 1) {
    if (buffered.start(range) <= currentTime && currentTime <= buffered.end(range))
      return buffered.end(range) - currentTime
  }
  return 0
}
