import { answerPage, tellPage } from '../../worker-calls/worker/answer-page.ts'
import type { KeptRecording } from '../recording-parts.ts'
import { isBeingWritten, readFile, removeFile } from './append-file.ts'
import { type KeptRow, openKeptRecordings } from './kept-recordings.ts'
import type { RecordingNews, RecordingTasks } from './messages.ts'
import { record } from './record.ts'
import { cut, factsOf } from './revise.ts'
import { canEncode } from './speech-encoder.ts'

// The microphone's sound comes in by a port; here it is encoded and put on disk, whatever the page is busy with.

const tell: (news: RecordingNews) => void = tellPage
const rows = openKeptRecordings()
const running = new Map<string, { ended: Promise<KeptRecording> }>()

const keptOf = ({ file: _, ...kept }: KeptRow): KeptRecording => kept

async function keep(row: KeptRow): Promise<KeptRecording> {
  await (await rows).put(row)
  return keptOf(row)
}

/** What a crash or a reload cut short is as long as it got. */
async function recover(row: KeptRow): Promise<KeptRecording | null> {
  if (row.facts || running.has(row.id) || (await isBeingWritten(row.file))) return keptOf(row)
  const facts = await factsOf(await readFile(row.file)).catch(() => null)
  if (facts) return keep({ ...row, facts })
  await tasks.remove({ id: row.id })
  return null
}

const tasks: RecordingTasks = {
  canEncode: ({ sampleRate }) => canEncode(sampleRate),
  async begin({ port, sampleRate, longestMs, ...named }) {
    const { id } = named
    const row: KeptRow = { ...named, file: `${id}.webm`, facts: null, isFinished: false, caption: null }
    await keep(row)
    const recording = await record({
      ...{ file: row.file, sampleRate, longestMs },
      events: {
        onProgress: (progress) => tell({ type: 'progress', id, ...progress }),
        onEnded: (reason) => tell({ type: 'ended', id, reason }),
      },
    })
    const ended = new Promise<KeptRecording>((resolve, reject) => {
      port.onmessage = ({ data }: MessageEvent<Float32Array | null>) => {
        if (data) return recording.push(data)
        port.close()
        recording
          .end()
          .then((facts) => keep({ ...row, facts, isFinished: true }))
          .then(resolve, reject)
      }
    })
    // Whoever asks for the end sees what became of it.
    ended.catch(() => {})
    running.set(id, { ended })
  },
  async end({ id }) {
    const run = running.get(id)
    if (!run) return keptOf(await (await rows).get(id))
    return run.ended.finally(() => running.delete(id))
  },
  async list({ userId }) {
    const own = (await (await rows).all()).filter((row) => row.userId === userId)
    const whole: KeptRecording[] = []
    for (const row of own) {
      const kept = await recover(row)
      if (kept) whole.push(kept)
    }
    return whole.toSorted((a, b) => a.startedAt - b.startedAt)
  },
  async trim({ id, fromMs, toMs }) {
    const row = await (await rows).get(id)
    const file = `${id}.${Math.round(fromMs)}-${Math.round(toMs)}.webm`
    await cut(await readFile(row.file), { fromMs, toMs }, file)
    const facts = await factsOf(await readFile(file))
    if (!facts) {
      await removeFile(file)
      throw new RangeError('nothing would be left')
    }
    const kept = await keep({ ...row, file, facts })
    await removeFile(row.file)
    return kept
  },
  queue: async ({ id, caption }) => keep({ ...(await (await rows).get(id)), caption }),
  read: async ({ id }) => readFile((await (await rows).get(id)).file),
  async remove({ id }) {
    const row = await (await rows).get(id).catch(() => null)
    if (!row) return
    // The file first: a row without a file is found again and removed, a file without a row is not.
    await removeFile(row.file)
    await (await rows).remove(id)
  },
}

answerPage(tasks)
