import { createMicrophone, type BrowserMicrophone, type Processing } from '../../voice/browser/microphone.ts'
import { askWorker, type AskedWorker } from '../../worker-calls/browser/ask-worker.ts'
import type {
  NewRecording,
  OpenedRecording,
  RecordingId,
  RecordingEvents,
  RecordingPlatform,
  RecordingProblem,
  RecordingSession,
} from '../recording-parts.ts'
import type { RecordingNews, RecordingTasks } from '../worker/messages.ts'
import { captureRate, startCapture } from './capture.ts'

type RecordingWorker = AskedWorker<RecordingTasks>
type Parts = { worker: RecordingWorker; microphone: BrowserMicrophone; events: RecordingEvents }

export type BrowserRecording = RecordingPlatform & { read(id: RecordingId): Promise<Blob> }

/** Recording in a browser: its own microphone, encoder and disk. `processing` is what calls use, too. */
export function createBrowserRecording(processing: () => Processing): BrowserRecording {
  const listeners = new Map<string, RecordingEvents>()
  const worker: RecordingWorker = askWorker<{ tasks: RecordingTasks; news: RecordingNews }>(
    () => new Worker(new URL('../worker/recording-worker.ts', import.meta.url), { type: 'module', name: 'recording' }),
    (news) => {
      const events = listeners.get(news.id)
      if (news.type === 'progress') events?.onProgress(news)
      else events?.onEnded(news.reason)
    },
  )

  return {
    async open(recording, events) {
      if (!isSecureContext || !navigator.mediaDevices) return failed('unsupported')
      const microphone = createMicrophone(processing)
      await microphone.open(recording.deviceId)
      const problem = problemOf(microphone)
      if (problem) return failed(problem)
      listeners.set(recording.id, events)
      try {
        return await begin(recording, { worker, microphone, events })
      } catch {
        microphone.close()
        return failed('failed')
      }
    },
    list: (userId) => worker.ask('list', { userId }),
    trim: (id, range) => worker.ask('trim', { id, ...range }),
    queue: (id, caption) => worker.ask('queue', { id, caption }),
    read: (id) => worker.ask('read', { id }),
    remove: (id) => worker.ask('remove', { id }),
    close: worker.close,
  }
}

const failed = (problem: RecordingProblem): OpenedRecording => ({ kind: 'failed', problem })

function problemOf({ state }: BrowserMicrophone): RecordingProblem | null {
  if (state === 'on') return null
  return state === 'off' || state === 'asking' ? 'failed' : state
}

async function begin(
  { deviceId: _, ...recording }: NewRecording,
  { worker, microphone, events }: Parts,
): Promise<OpenedRecording> {
  const sampleRate = captureRate()
  if (!(await worker.ask('canEncode', { sampleRate }))) {
    microphone.close()
    return failed('unsupported')
  }
  const { port1, port2 } = new MessageChannel()
  await worker.ask('begin', { ...recording, sampleRate, port: port1 }, [port1])
  let stopped: ReturnType<RecordingSession['stop']> | null = null
  const undo = microphone.onChange((state) => {
    if (state === 'unplugged') events.onEnded('unplugged')
  })
  const track = await currentTrack(microphone)
  const capture = await startCapture(track, port2)
  return {
    kind: 'open',
    session: {
      pause: capture.pause,
      resume: capture.resume,
      level: microphone.level,
      stop() {
        stopped ??= worker.ask('end', { id: recording.id })
        undo()
        capture.end()
        microphone.close()
        return stopped
      },
    },
  }
}

const currentTrack = (microphone: BrowserMicrophone): Promise<MediaStreamTrack> =>
  new Promise((resolve, reject) => {
    const undo = microphone.onTrack((track) => {
      queueMicrotask(() => undo())
      if (track) resolve(track)
      else reject(new Error('the microphone is gone'))
    })
  })
