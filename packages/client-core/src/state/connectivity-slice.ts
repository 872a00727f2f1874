import { createSlice, type PayloadAction } from '@reduxjs/toolkit'

/** `offline`: the device says it has no network. `reconnecting`: the network is there, the server is not (yet). */
export type Connectivity = 'online' | 'offline' | 'reconnecting'
export type ConnectivityState = { status: Connectivity }

const online: ConnectivityState = { status: 'online' }

const slice = createSlice({
  name: 'connectivity',
  initialState: online,
  reducers: {
    connectivityChanged(state, { payload }: PayloadAction<Connectivity>) {
      state.status = payload
    },
  },
})

export const { connectivityChanged } = slice.actions
export const connectivityReducer = slice.reducer
