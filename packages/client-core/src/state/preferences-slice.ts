import type { UserId } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import { type Static, Type } from 'typebox'

/** Kept on this device only, in the platform's storage. */
export const Preferences = Type.Object({
  theme: Type.Enum(['system', 'light', 'dark']),
  density: Type.Enum(['comfortable', 'compact']),
  sounds: Type.Boolean(),
  /** null: the system's default. */
  microphoneId: Type.Union([Type.String(), Type.Null()]),
  speakerId: Type.Union([Type.String(), Type.Null()]),
  /** Playback volume by person, 0–2; persons not named play at 1. */
  volumes: Type.Record(Type.String(), Type.Number({ minimum: 0, maximum: 2 })),
})
export type Preferences = Static<typeof Preferences>

export const defaultPreferences: Preferences = {
  theme: 'system',
  density: 'comfortable',
  sounds: true,
  microphoneId: null,
  speakerId: null,
  volumes: {},
}

const slice = createSlice({
  name: 'preferences',
  initialState: defaultPreferences,
  reducers: {
    preferencesChanged: (state, { payload }: PayloadAction<Partial<Preferences>>) => ({ ...state, ...payload }),
    volumeChanged(state, { payload: { userId, volume } }: PayloadAction<{ userId: UserId; volume: number }>) {
      if (volume === 1) delete state.volumes[userId]
      else state.volumes[userId] = Math.min(2, Math.max(0, volume))
    },
  },
})

export const { preferencesChanged, volumeChanged } = slice.actions
export const preferencesReducer = slice.reducer
