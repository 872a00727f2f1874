import { SyncedPreferences, type UserId } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import { type Static, Type } from 'typebox'

/** What the person likes. Some of it follows them to other devices (`SyncedPreferences`), the rest stays here. */
export const Preferences = Type.Object({
  ...Type.Required(SyncedPreferences).properties,
  density: Type.Enum(['comfortable', 'compact']),
  /** null: the system's default. */
  microphoneId: Type.Union([Type.String(), Type.Null()]),
  speakerId: Type.Union([Type.String(), Type.Null()]),
})
export type Preferences = Static<typeof Preferences>

export const defaultPreferences: Preferences = {
  theme: 'system',
  locale: 'system',
  density: 'comfortable',
  sounds: true,
  peopleSounds: true,
  ownSounds: true,
  joinMuted: false,
  noiseSuppression: true,
  automaticGain: true,
  tourSeen: false,
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
