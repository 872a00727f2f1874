import { createSlice, type PayloadAction } from '@reduxjs/toolkit'

/** When the viewer's account is erased; null: it stays. It outlives the sign-out, to be told on the way out. */
export type DeletionState = { erasesAt: string | null }

const staying: DeletionState = { erasesAt: null }

const slice = createSlice({
  name: 'deletion',
  initialState: staying,
  reducers: {
    deletionChanged(state, { payload }: PayloadAction<string | null>) {
      state.erasesAt = payload
    },
  },
})

export const { deletionChanged } = slice.actions
export const deletionReducer = slice.reducer
