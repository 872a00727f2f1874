/** A recorded sound, wherever its bytes are. It can be played from before its end is there. */
export interface SoundSource {
  /** As `MediaSource` names it. */
  format: string
  durationMs: number
  chunkCount: number
  /** One part of the bytes, from 0; all parts but the last are of one size. Rejects with a `SoundError`. */
  chunk(index: number): Promise<Uint8Array<ArrayBuffer>>
}

/** `tampered`: what came is not what was sent. `unreachable`: it did not come. `unplayable`: the browser cannot decode it. */
export type SoundProblem = 'tampered' | 'unreachable' | 'unplayable'

export class SoundError extends Error {
  readonly problem: SoundProblem
  constructor(problem: SoundProblem) {
    super(problem)
    this.problem = problem
  }
}

export type SoundEvents = {
  /** `waiting`: it would play, and the next part is not there yet. */
  onPhase(phase: 'waiting' | 'playing' | 'paused' | 'ended'): void
  onFailed(problem: SoundProblem): void
  /** Several times a second while it plays. */
  onPosition(positionMs: number): void
  onKey(key: MediaKey): void
}

/** What the keys of a keyboard, a headset or a lock screen ask for. */
export type MediaKey =
  | { kind: 'play' | 'pause' | 'next' | 'previous' }
  | { kind: 'seek'; positionMs: number }
  | { kind: 'skip'; byMs: number }

/** What the lock screen shows. */
export type SoundLabel = { title: string; artist: string }

/** Where sound comes out: one for the whole client, so that only one recording plays. */
export interface SoundOutput {
  /** Ends what played before. */
  load(source: SoundSource, options: { label: SoundLabel; startMs: number; speed: number }): void
  play(): void
  pause(): void
  seek(positionMs: number): void
  /** 1 is as spoken; the pitch stays. */
  setSpeed(speed: number): void
  readonly positionMs: number
  /** Nothing is loaded afterwards. Idempotent. */
  unload(): void
  close(): void
}

export type OpenSoundOutput = (events: SoundEvents) => SoundOutput
