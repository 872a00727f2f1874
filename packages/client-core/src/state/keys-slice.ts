import type { KeyDeviceView } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'

/**
 * `none`: nobody is signed in, or this device can keep no keys. `newDevice`: the account has keys and this device has none of them. `changed`: the account's identity is another one than
 * this device knows.
 */
export type KeyStatus = 'none' | 'settingUp' | 'ready' | 'newDevice' | 'changed'

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

/**
 * What this device can read of a channel. `waiting`: a member has to share a key first. `restarted`: `restartedBy` began anew,
 * since nobody had the key any more, or says so. `changed`: whose identity is another one than before.
 */
export type ChannelReading = {
  status: 'ready' | 'waiting' | 'contradiction' | 'unreachable' | 'restarted'
  changed: string[]
  restartedBy: string | null
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
  /** Channels that were entered since signing in. */
  channels: Record<string, ChannelReading>
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
  channels: {},
}

/** Whether it has been looked at yet which keys this device has. */
export const knowsKeys = ({ status, problem }: KeysState): boolean =>
  problem !== null || (status !== 'none' && status !== 'settingUp')

/** Whether nothing but this device can bring the account's keys back. */
export const holdsOnlyKeys = ({ status, recovery, otherDevices }: KeysState): boolean =>
  status === 'ready' && recovery === 'unset' && otherDevices === 0

/** Whether a member has to share a key before everything that was entered can be read here. */
export const waitsForKeys = ({ channels }: KeysState): boolean =>
  Object.values(channels).some(({ status }) => status === 'waiting')

const slice = createSlice({
  name: 'keys',
  initialState: initial,
  reducers: {
    keysChanged: (state, { payload }: PayloadAction<Partial<KeysState>>) => ({ ...state, ...payload }),
    joiningChanged(state, { payload }: PayloadAction<Partial<JoiningDevice>>) {
      if (state.joining) Object.assign(state.joining, payload)
    },
    channelReadingChanged(state, { payload }: PayloadAction<{ channelId: string; reading: ChannelReading }>) {
      state.channels[payload.channelId] = payload.reading
    },
    keysForgotten: () => initial,
  },
})

export const { keysChanged, joiningChanged, channelReadingChanged, keysForgotten } = slice.actions
export const keysReducer = slice.reducer
