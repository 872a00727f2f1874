import type { Sound } from '@chaos/client-core'
import { shallowEqual } from 'react-redux'
import type { SoundView } from '../../components/messages/sound-view.ts'
import { useAppState, useClient } from '../client-context.ts'

/** In the order in which the button goes through them. */
const speeds = [1, 1.25, 1.5, 2, 3, 0.75]

type Options = {
  id: string
  peaks: readonly number[]
  durationMs: number
  /** null: there is nothing to hear right now. */
  load: () => Promise<Sound | null>
}

/** A recording as the one player has it, and what its buttons do. */
export function useSoundView({ id, peaks, durationMs, load }: Options): SoundView {
  const { sound } = useClient()
  const player = useAppState(({ player: state }) => {
    const isOurs = state.soundId === id && state.phase !== 'idle'
    return {
      isOurs,
      positionMs: isOurs ? state.positionMs : (state.positions[id] ?? 0),
      phase: isOurs ? state.phase : 'idle',
      problem: isOurs ? state.problem : null,
      speed: isOurs ? state.speed : null,
    }
  }, shallowEqual)
  const play = async (at?: { positionMs: number }) => {
    const loaded = await load()
    if (loaded) sound?.player.play(loaded, at)
  }
  const { isOurs, phase, positionMs, problem, speed } = player
  return {
    ...{ peaks, durationMs, problem, speed, positionMs: phase === 'ended' ? 0 : positionMs },
    isPlaying: phase === 'playing' || phase === 'waiting',
    isWaiting: phase === 'waiting',
    onToggle: () => void (isOurs && phase !== 'ended' ? sound?.player.toggle() : play()),
    onSeek: (to) => void (isOurs && phase !== 'ended' ? sound?.player.seek(to) : play({ positionMs: to })),
    onSpeed: () => sound?.player.setSpeed(speeds[(speeds.indexOf(speed ?? 1) + 1) % speeds.length] ?? 1),
  }
}
