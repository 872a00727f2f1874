import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { SoundProblem } from '../player/sound-parts.ts'
import { signedOut } from './session-slice.ts'

/** `waiting`: it would play, and the next part of the sound is not there yet. */
export type PlayerPhase = 'idle' | 'waiting' | 'playing' | 'paused' | 'ended' | 'failed'

export type PlayerState = {
  phase: PlayerPhase
  /** Of the message or recording that is loaded. */
  soundId: string | null
  positionMs: number
  durationMs: number
  problem: SoundProblem | null
  speed: number
  skipsSilences: boolean
  /** Where the person stopped in what they did not hear to its end, ms by sound. */
  positions: Record<string, number>
}

const noSound: PlayerState = {
  phase: 'idle',
  soundId: null,
  positionMs: 0,
  durationMs: 0,
  problem: null,
  speed: 1,
  skipsSilences: false,
  positions: {},
}

const slice = createSlice({
  name: 'player',
  initialState: noSound,
  reducers: {
    soundLoaded: (
      state,
      { payload }: PayloadAction<Pick<PlayerState, 'soundId' | 'durationMs' | 'positionMs'>>,
    ): PlayerState => ({ ...state, ...payload, phase: 'waiting', problem: null }),
    playerPhaseChanged(state, { payload }: PayloadAction<PlayerPhase>) {
      state.phase = payload
    },
    playerFailed(state, { payload }: PayloadAction<SoundProblem>) {
      state.phase = 'failed'
      state.problem = payload
    },
    playerMoved(state, { payload }: PayloadAction<number>) {
      state.positionMs = payload
    },
    /** Keeps where a sound was left; at its end there is nothing to go back to. */
    positionKept(state, { payload: { soundId, positionMs } }: PayloadAction<{ soundId: string; positionMs: number }>) {
      if (positionMs > 0) state.positions[soundId] = positionMs
      else delete state.positions[soundId]
    },
    playerSet: (state, { payload }: PayloadAction<Partial<Pick<PlayerState, 'speed' | 'skipsSilences'>>>) => ({
      ...state,
      ...payload,
    }),
    playerEmptied: (state): PlayerState => ({
      ...noSound,
      ...{ speed: state.speed, skipsSilences: state.skipsSilences, positions: state.positions },
    }),
  },
  extraReducers: (builder) => builder.addCase(signedOut, () => noSound),
})

export const { soundLoaded, playerPhaseChanged, playerFailed, playerMoved, positionKept, playerSet, playerEmptied } =
  slice.actions
export const playerReducer = slice.reducer
