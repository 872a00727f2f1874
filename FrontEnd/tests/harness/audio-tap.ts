import type { Page } from 'playwright-core'

/** What somebody heard in one slot: mono samples, and when the first one came (ms since 1970, this machine's clock). */
export type Recording = { mid: string; samples: Float32Array; sampleRate: number; startMs: number }

type RawRecording = { mid: string; base64: string; sampleRate: number; startMs: number }

type Tap = {
  connections: RTCPeerConnection[]
  sockets: WebSocket[]
  start(): void
  stop(): Promise<RawRecording[]>
}

/** mediacapture-transform as Chromium has it for audio, which TypeScript's library leaves out. */
interface AudioTrackProcessor {
  readable: ReadableStream<AudioData>
}

declare global {
  interface Window {
    tap: Tap
    MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack }) => AudioTrackProcessor
  }
}

/** Has to run before the page's own scripts: it only watches what the page makes. */
export const installTap = (page: Page): Promise<void> => page.addInitScript(tapScript).then(() => {})

/** Begins to record everything that plays from now on, slot by slot. */
export const startRecording = (page: Page): Promise<void> => page.evaluate(() => window.tap.start())

/** Ends the recording. Slots in which only digital silence played are left out. */
export async function stopRecording(page: Page): Promise<Recording[]> {
  const raw = await page.evaluate(() => window.tap.stop())
  return raw
    .map(({ base64, ...rest }) => {
      const bytes = Buffer.from(base64, 'base64')
      const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
      return { ...rest, samples }
    })
    .filter(({ samples }) => samples.some((sample) => sample !== 0))
}

function tapScript(): void {
  const connections: RTCPeerConnection[] = []
  const sockets: WebSocket[] = []
  type Running = { mid: string; blocks: Float32Array[]; sampleRate: number; startMs: number; stop(): void }
  let running: Running[] = []

  const Native = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      connections.push(this)
    }
  }
  const NativeSocket = window.WebSocket
  window.WebSocket = class extends NativeSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      sockets.push(this)
    }
  }

  function record(mid: string, track: MediaStreamTrack): Running {
    const recording: Running = { mid, blocks: [], sampleRate: 48_000, startMs: 0, stop: () => void reader.cancel() }
    // A copy, so that ending the recording does not end what the page plays.
    const reader = new window.MediaStreamTrackProcessor({ track: track.clone() }).readable.getReader()
    const pump = async (): Promise<void> => {
      for (;;) {
        const { value, done } = await reader.read()
        if (done) return
        const block = new Float32Array(value.numberOfFrames)
        value.copyTo(block, { planeIndex: 0, format: 'f32-planar' })
        if (recording.blocks.length === 0) recording.startMs = Date.now()
        recording.sampleRate = value.sampleRate
        recording.blocks.push(block)
        value.close()
      }
    }
    void pump()
    return recording
  }

  function toBase64(blocks: Float32Array[]): string {
    const bytes = blocks.map((block) => new Uint8Array(block.buffer))
    let text = ''
    for (const part of bytes)
      for (let at = 0; at < part.length; at += 8192) text += String.fromCharCode(...part.subarray(at, at + 8192))
    return btoa(text)
  }

  window.tap = {
    connections,
    sockets,
    start() {
      const live = connections.findLast((connection) => connection.connectionState === 'connected')
      running = (live?.getTransceivers() ?? [])
        .filter(({ mid }) => mid?.startsWith('slot'))
        .map(({ mid, receiver }) => record(mid ?? '', receiver.track))
    },
    async stop() {
      for (const { stop } of running) stop()
      return running
        .filter(({ blocks }) => blocks.length > 0)
        .map(({ mid, blocks, sampleRate, startMs }) => ({ mid, sampleRate, startMs, base64: toBase64(blocks) }))
    },
  }
}
