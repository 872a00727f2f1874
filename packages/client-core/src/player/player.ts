import {
  playerEmptied,
  playerFailed,
  playerMoved,
  playerPhaseChanged,
  playerSet,
  positionKept,
  soundLoaded,
} from '../state/player-slice.ts'
import type { Dispatch, RootState } from '../state/store.ts'
import type { MediaKey, OpenSoundOutput, SoundEvents, SoundLabel, SoundSource } from './sound-parts.ts'

export const leastSpeed = 0.75
export const mostSpeed = 3

/** Something to hear: a message, or a recording that was not sent yet. */
export type Sound = {
  id: string
  source: SoundSource
  label: SoundLabel
  /** Pauses as [from, to] in ms, ascending. */
  silences: readonly (readonly [number, number])[]
}

/** Which sound comes after or before another one; null where there is none. */
export type Neighbours = { next(soundId: string): Sound | null; previous(soundId: string): Sound | null }

/** The client's one player: it goes on whatever page is shown. Everything that happens shows in the `player` slice. */
export interface Player {
  /** From where the person left it, or from a moment. Goes on with the next one at its end. */
  play(sound: Sound, at?: { positionMs: number }): void
  /** Pauses what plays, and goes on with what is paused. */
  toggle(): void
  seek(positionMs: number): void
  setSpeed(speed: number): void
  setSkipsSilences(on: boolean): void
  /** What "next" and "previous" mean now; null ends that. */
  follow(neighbours: Neighbours | null): void
  stop(): void
  /** Right now, ms. For animation frames; cheap. */
  positionMs(): number
  close(): void
}

type Deps = { openOutput: OpenSoundOutput; dispatch: Dispatch; getState: () => RootState }

export function createPlayer({ openOutput, dispatch, getState }: Deps): Player {
  let sound: Sound | null = null
  let neighbours: Neighbours | null = null
  const state = () => getState().player

  const leave = (positionMs: number): void => {
    if (sound) dispatch(positionKept({ soundId: sound.id, positionMs }))
  }
  const ended = (): void => {
    leave(0)
    dispatch(playerPhaseChanged('ended'))
    const next = sound && neighbours?.next(sound.id)
    if (next) play(next)
  }
  const moved = (positionMs: number): void => {
    const [, end] =
      (state().skipsSilences && sound?.silences.find(([from, to]) => positionMs >= from && positionMs < to)) || []
    if (end !== undefined) output.seek(end)
    dispatch(playerMoved(end ?? positionMs))
  }
  const events: SoundEvents = {
    onPhase(phase) {
      if (phase === 'ended') return ended()
      if (phase === 'paused') leave(output.positionMs)
      if (state().phase !== 'failed') dispatch(playerPhaseChanged(phase))
    },
    onFailed(problem) {
      output.pause()
      dispatch(playerFailed(problem))
    },
    onPosition: moved,
    onKey: (key) => keyed(key),
  }
  const output = openOutput(events)

  function play(next: Sound, at?: { positionMs: number }): void {
    if (sound && state().phase === 'playing') leave(output.positionMs)
    sound = next
    const positionMs = at?.positionMs ?? state().positions[next.id] ?? 0
    dispatch(soundLoaded({ soundId: next.id, durationMs: next.source.durationMs, positionMs }))
    output.load(next.source, { label: next.label, startMs: positionMs, speed: state().speed })
    output.play()
  }
  const seek = (positionMs: number): void => {
    if (!sound) return
    const inside = Math.max(0, Math.min(sound.source.durationMs, positionMs))
    dispatch(playerMoved(inside))
    output.seek(inside)
  }
  const toggle = (): void => {
    if (!sound) return
    const { phase } = state()
    if (phase === 'playing' || phase === 'waiting') output.pause()
    else if (phase === 'paused') output.play()
    else play(sound)
  }
  const keyed = (key: MediaKey): void => {
    if (key.kind === 'play' || key.kind === 'pause') return toggle()
    if (key.kind === 'seek') return seek(key.positionMs)
    if (key.kind === 'skip') return seek(output.positionMs + key.byMs)
    const other = sound && neighbours?.[key.kind](sound.id)
    if (other) play(other)
    else if (key.kind === 'previous') seek(0)
  }

  return {
    play,
    toggle,
    seek,
    setSpeed(speed) {
      const inside = Math.max(leastSpeed, Math.min(mostSpeed, speed))
      dispatch(playerSet({ speed: inside }))
      output.setSpeed(inside)
    },
    setSkipsSilences: (skipsSilences) => void dispatch(playerSet({ skipsSilences })),
    follow(next) {
      neighbours = next
    },
    stop() {
      if (state().phase === 'playing') leave(output.positionMs)
      sound = null
      output.unload()
      dispatch(playerEmptied())
    },
    positionMs: () => output.positionMs,
    close: () => output.close(),
  }
}
