import type {
  NewRecording,
  RecordingEvents,
  RecordingSession,
} from '../../../../packages/client-core/src/recording/recording-parts.ts'
import { createBrowserRecording } from '../../../../packages/client-core/src/recording/browser/create-browser-recording.ts'
import { createStore } from '../../../../packages/client-core/src/state/store.ts'
import { createPlayer, type Player } from '../../../../packages/client-core/src/player/player.ts'
import { sourceOfFile } from '../../../../packages/client-core/src/player/file-source.ts'
import { SoundError, type SoundSource } from '../../../../packages/client-core/src/player/sound-parts.ts'
import { openSoundOutput } from '../../../../packages/client-core/src/player/browser/open-sound-output.ts'

// Recording and playing by themselves, in a page of their own: what the client puts a screen around.
const platform = createBrowserRecording(() => ({ noiseSuppression: false, autoGainControl: false }))
const news: { durationMs: number; peak: number }[] = []
const ended: string[] = []
let session: RecordingSession | null = null

const events: RecordingEvents = {
  onProgress: (progress) => void news.push(progress),
  onEnded: (reason) => void ended.push(reason),
}

let player: Player | null = null
/** How many chunks the player may have; the others are on their way for as long as nobody raises it. */
const arrived = { chunks: 0, asked: 0 }

/** The same file in parts of 4 kB, so that a short recording has some. */
async function sourceOf(id: string, durationMs: number, tampered: number | null): Promise<SoundSource> {
  const whole = sourceOfFile(await platform.read(id), durationMs, 4_096)
  return {
    ...whole,
    async chunk(index) {
      arrived.asked = Math.max(arrived.asked, index)
      while (index >= arrived.chunks) await new Promise((resolve) => setTimeout(resolve, 20))
      if (index === tampered) throw new SoundError('tampered')
      return whole.chunk(index)
    },
  }
}

/** The state of a client that has a player and nothing else. */
const store = createStore()
const openPlayer = (): Player =>
  createPlayer({
    ...{ dispatch: store.dispatch, getState: store.getState },
    openOutput: (soundEvents) => openSoundOutput(soundEvents, () => null),
  })

const lab = {
  arrived,
  playerState: () => store.getState().player,
  player(): Player {
    player ??= openPlayer()
    return player
  },
  async play(id: string, durationMs: number, { at = 0, tampered = null as number | null } = {}): Promise<void> {
    const source = await sourceOf(id, durationMs, tampered)
    lab.player().play({ id, source, label: { title: id, artist: 'Ada' }, silences: [] }, { positionMs: at })
  },
  platform,
  news,
  ended,
  async open(recording: NewRecording): Promise<string> {
    const opened = await platform.open(recording, events)
    if (opened.kind === 'failed') return opened.problem
    ;({ session } = opened)
    return 'open'
  },
  session(): RecordingSession {
    if (!session) throw new Error('nothing is being recorded')
    return session
  },
  /** The recording as any other program hears it, mono at 48 kHz, in base64. */
  async decoded(id: string): Promise<string> {
    const context = new OfflineAudioContext(1, 1, 48_000)
    const sound = await context.decodeAudioData(await (await platform.read(id)).arrayBuffer())
    return window.soundTap.base64Of([sound.getChannelData(0)])
  },
}

declare global {
  interface Window {
    lab: typeof lab
  }
}

window.lab = lab
