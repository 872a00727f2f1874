import type { KeyDeviceView } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'

/**
 * `none`: nobody is signed in, or this device can keep no keys. `waiting`: a member has to share older messages first.
 * `newDevice`: the account has keys and this device has none of them. `changed`: the account's identity is another one than
 * this device knows.
 */
export type KeyStatus = 'none' | 'settingUp' | 'ready' | 'waiting' | 'newDevice' | 'changed'

/** `contradiction`: the server shows less, or other things, than before. `cannotKeep`: the browser stores nothing. */
export type KeyProblem = 'unreachable' | 'contradiction' | 'cannotKeep'

/** Another device asks this one to let it in. `code`: its digits can be typed. */
export type WaitingApproval = { approvalId: string; stage: 'asked' | 'answered' | 'code'; expiresAt: string }

/** This device asks another one. `admitted`: the server says that it was let in; the person says whether that is true. */
export type JoiningDevice = {
  approvalId: string
  stage: 'asked' | 'code' | 'admitted' | 'declined' | 'expired' | 'refused'
  code: string | null
  scanText: string
}

export type KeysState = {
  status: KeyStatus
  problem: KeyProblem | null
  /** This device, while it stands. */
  deviceId: string | null
  /** Why this device is a new one: it was revoked. */
  revoked: boolean
  devices: KeyDeviceView[]
  /** How many others stand in the log, which the server cannot make up. */
  otherDevices: number
  recovery: 'set' | 'unset'
  waitingApprovals: WaitingApproval[]
  joining: JoiningDevice | null
}

const initial: KeysState = {
  status: 'none',
  problem: null,
  deviceId: null,
  revoked: false,
  devices: [],
  otherDevices: 0,
  recovery: 'unset',
  waitingApprovals: [],
  joining: null,
}

/** Whether nothing but this device can bring the account's keys back. */
export const holdsOnlyKeys = ({ status, recovery, otherDevices }: KeysState): boolean =>
  (status === 'ready' || status === 'waiting') && recovery === 'unset' && otherDevices === 0

const slice = createSlice({
  name: 'keys',
  initialState: initial,
  reducers: {
    keysChanged: (state, { payload }: PayloadAction<Partial<KeysState>>) => ({ ...state, ...payload }),
    joiningChanged(state, { payload }: PayloadAction<Partial<JoiningDevice>>) {
      if (state.joining) Object.assign(state.joining, payload)
    },
    keysForgotten: () => initial,
  },
})

export const { keysChanged, joiningChanged, keysForgotten } = slice.actions
export const keysReducer = slice.reducer
