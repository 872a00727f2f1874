import type { Page } from 'playwright-core'

/** One block of samples with the wall-clock time at which it passed, ms since 1970. */
export type TimedBlocks = { atMs: number[]; samples: Float32Array }

type RawBlocks = { atMs: number[]; base64: string }

/** The steps of a join, in their order; each with the wall-clock time at which it was done. */
export const joinSteps = [
  ...(['socket made', 'socket open', 'hello sent', 'welcome', 'offer', 'offer taken', 'answer sent'] as const),
  ...(['answer taken', 'checking', 'ICE connected', 'connected'] as const),
]
export type JoinStep = (typeof joinSteps)[number]
export type StepTimes = Partial<Record<JoinStep, number>>

type Probe = {
  clickedAtMs: number
  connectedAtMs: number
  firstAudioAtMs: number
  /** Of the join that was clicked last. */
  steps: StepTimes
  /** Notes that a step is done; its first time counts. */
  step(name: JoinStep): void
  /** Notes the step that a socket message of this type is, if it is one. */
  message(text: unknown, steps: Partial<Record<string, JoinStep>>): void
  /** Tapes what plays in the stream too; returns the undo. */
  listen(stream: MediaStream): () => void
  startTape(): void
  stopTape(): { mouth: RawBlocks; ear: RawBlocks }
}

declare global {
  interface Window {
    probe: Probe
  }
}

type Setup = { speech: number[]; encrypted: boolean }

/**
 * Puts probes into a page before its own scripts run: a microphone that plays known speech, a tape at the mouth and one
 * at the ear, and the moments of click, connection and first sound. With `encrypted` false the frame transforms are kept
 * from taking effect, so that the same client and server carry the same sound in clear.
 */
export async function installProbe(page: Page, setup: { speech: Float32Array; encrypted: boolean }): Promise<void> {
  await page.addInitScript(probeScript, { speech: [...setup.speech], encrypted: setup.encrypted })
}

export async function stopTape(page: Page): Promise<{ mouth: TimedBlocks; ear: TimedBlocks }> {
  const { mouth, ear } = await page.evaluate(() => window.probe.stopTape())
  return { mouth: decode(mouth), ear: decode(ear) }
}

function decode({ atMs, base64 }: RawBlocks): TimedBlocks {
  const bytes = Buffer.from(base64, 'base64')
  return { atMs, samples: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)) }
}

function probeScript({ speech, encrypted }: Setup): void {
  const quantum = 128
  // Blocks are handed over in bunches: a message for each would take a tenth of the page's main thread.
  const worklet = `registerProcessor('tape', class extends AudioWorkletProcessor {
    bunch = []
    process([input]) {
      const mono = input[0] ? Float32Array.from(input[0]) : new Float32Array(${quantum})
      this.bunch.push({ atMs: Date.now(), mono })
      if (this.bunch.length === 16) this.port.postMessage(this.bunch.splice(0))
      return true
    }
  })`
  type Tape = { node: Promise<AudioWorkletNode>; atMs: number[]; blocks: Float32Array[]; on: boolean }
  let context: AudioContext | undefined
  let module: Promise<void> | undefined

  const audio = (): AudioContext => {
    context ??= new AudioContext({ sampleRate: 48_000, latencyHint: 'interactive' })
    module ??= context.audioWorklet.addModule(URL.createObjectURL(new Blob([worklet], { type: 'text/javascript' })))
    return context
  }
  const openTape = (onBlock: (mono: Float32Array, atMs: number) => void): Tape => {
    const current = audio()
    const tape: Tape = { atMs: [], blocks: [], on: false, node: open() }
    return tape

    async function open(): Promise<AudioWorkletNode> {
      await module
      const node = new AudioWorkletNode(current, 'tape', { channelCount: 1, channelCountMode: 'explicit' })
      // A node that leads nowhere is not run; silence leads to the speaker.
      const silence = new GainNode(current, { gain: 0 })
      node.connect(silence).connect(current.destination)
      node.port.onmessage = ({ data }: MessageEvent<{ atMs: number; mono: Float32Array }[]>) => {
        for (const { atMs, mono } of data) {
          onBlock(mono, atMs)
          if (!tape.on) continue
          tape.atMs.push(atMs)
          tape.blocks.push(mono)
        }
      }
      return node
    }
  }

  let mouth: Tape | undefined
  let ear: Tape | undefined
  const earTape = (): Tape => {
    ear ??= openTape((mono, atMs) => {
      if (window.probe.firstAudioAtMs === 0 && mono.some((sample) => Math.abs(sample) > 1e-3))
        window.probe.firstAudioAtMs = atMs
    })
    return ear
  }

  const openMicrophone = async (): Promise<MediaStream> => {
    const current = audio()
    const buffer = current.createBuffer(1, speech.length, 48_000)
    buffer.copyToChannel(Float32Array.from(speech), 0)
    const source = new AudioBufferSourceNode(current, { buffer, loop: true })
    const output = new MediaStreamAudioDestinationNode(current, { channelCount: 1 })
    mouth = openTape(() => {})
    source.connect(output)
    source.connect(await mouth.node)
    source.start()
    return output.stream
  }
  if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = openMicrophone

  const NativeSocket = window.WebSocket
  window.WebSocket = class extends NativeSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      if (!String(url).includes('/ws/voice/')) return
      window.probe.step('socket made')
      this.addEventListener('open', () => window.probe.step('socket open'))
      this.addEventListener('message', ({ data }) =>
        window.probe.message(data, { 'session.welcome': 'welcome', 'media.offer': 'offer' }),
      )
    }
    override send(data: string): void {
      window.probe.message(data, { 'media.answer': 'answer sent' })
      super.send(data)
      if (this.url.includes('/ws/voice/')) window.probe.message(data, { 'session.hello': 'hello sent' })
    }
  }

  const Native = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      this.addEventListener('iceconnectionstatechange', () => {
        if (this.iceConnectionState === 'checking') window.probe.step('checking')
        if (this.iceConnectionState === 'connected') window.probe.step('ICE connected')
      })
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState === 'connected') window.probe.step('connected')
        if (this.connectionState === 'connected' && window.probe.connectedAtMs === 0)
          window.probe.connectedAtMs = Date.now()
      })
      this.addEventListener('track', ({ track }) => this.taps.push(window.probe.listen(new MediaStream([track]))))
    }
    taps: (() => void)[] = []
    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      await super.setRemoteDescription(description)
      window.probe.step('offer taken')
    }
    override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
      await super.setLocalDescription(description)
      window.probe.step('answer taken')
    }
    override close(): void {
      for (const undo of this.taps) undo()
      super.close()
    }
  }
  if (!encrypted) {
    const inert = { set: () => {}, get: () => null, configurable: true }
    Object.defineProperty(RTCRtpSender.prototype, 'transform', inert)
    Object.defineProperty(RTCRtpReceiver.prototype, 'transform', inert)
  }
  addEventListener(
    'click',
    (event) => {
      const label = event.target instanceof Element ? event.target.closest('button')?.textContent : ''
      if (!label?.startsWith('Join')) return
      Object.assign(window.probe, { clickedAtMs: Date.now(), connectedAtMs: 0, firstAudioAtMs: 0, steps: {} })
    },
    { capture: true },
  )

  const pack = (tape: Tape | undefined): { atMs: number[]; base64: string } => {
    const bytes = new Uint8Array((tape?.blocks.length ?? 0) * quantum * 4)
    for (const [index, block] of (tape?.blocks ?? []).entries())
      bytes.set(new Uint8Array(block.buffer, block.byteOffset, block.byteLength), index * quantum * 4)
    let text = ''
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return { atMs: tape?.atMs ?? [], base64: btoa(text) }
  }

  window.probe = {
    clickedAtMs: 0,
    connectedAtMs: 0,
    firstAudioAtMs: 0,
    steps: {},
    step(name) {
      this.steps[name] ??= Date.now()
    },
    message(text, steps) {
      const type = typeof text === 'string' ? /^\{"type":"([^"]+)"/.exec(text)?.[1] : undefined
      const name = type && steps[type]
      if (name) this.step(name)
    },
    listen(stream) {
      const source = audio().createMediaStreamSource(stream)
      void earTape().node.then((node) => source.connect(node))
      return () => source.disconnect()
    },
    startTape() {
      for (const tape of [mouth, ear]) if (tape) Object.assign(tape, { on: true, atMs: [], blocks: [] })
    },
    stopTape() {
      for (const tape of [mouth, ear]) if (tape) tape.on = false
      return { mouth: pack(mouth), ear: pack(ear) }
    },
  }
}
