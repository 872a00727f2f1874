import type { ServerInfo } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'

/** What the server says of itself; null until it has. */
export type ServerState = ServerInfo | null

const slice = createSlice({
  name: 'server',
  initialState: (): ServerState => null,
  reducers: { serverKnown: (_, { payload }: PayloadAction<ServerInfo>): ServerState => payload },
})

export const { serverKnown } = slice.actions
export const serverReducer = slice.reducer
