import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { DevicesState } from '../voice/voice-commands.ts'

const noDevices: DevicesState = {
  microphones: [],
  speakers: [],
  microphoneId: null,
  speakerId: null,
  canChooseSpeaker: false,
}

const slice = createSlice({
  name: 'devices',
  initialState: noDevices,
  reducers: {
    devicesChanged: (state, { payload }: PayloadAction<Partial<DevicesState>>) => ({ ...state, ...payload }),
  },
})

export const { devicesChanged } = slice.actions
export const devicesReducer = slice.reducer
