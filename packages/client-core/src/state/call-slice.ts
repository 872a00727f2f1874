import type { ParticipantId } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { CallPerson, CallState } from '../voice/call-state.ts'
import { signedOut } from './session-slice.ts'

export const idleCall: CallState = {
  phase: 'idle',
  communityId: null,
  channelId: null,
  ownId: null,
  people: [],
  unknownInGroup: [],
  muted: false,
  deafened: false,
  permissions: [],
  kind: 'voice',
  encryption: 'e2ee',
  moved: null,
  wantedIn: null,
  refusal: null,
  microphone: 'off',
  privacyCode: null,
  quality: { level: 'unknown', roundTripMs: null, lossPercent: null },
  problem: null,
  since: null,
}

type PersonChange = { id: ParticipantId; change: Partial<CallPerson> }

const slice = createSlice({
  name: 'call',
  initialState: idleCall,
  reducers: {
    /** Any members at once; what is not named stays. */
    callChanged: (state, { payload }: PayloadAction<Partial<CallState>>) => ({ ...state, ...payload }),
    /** Back to idle; nothing of the call is kept. */
    callReset: () => idleCall,
    /** Adds somebody at the end, or replaces who has that id, in place. */
    personPut(state, { payload }: PayloadAction<CallPerson>) {
      const index = state.people.findIndex(({ id }) => id === payload.id)
      if (index === -1) state.people.push(payload)
      else state.people[index] = payload
    },
    personChanged(state, { payload }: PayloadAction<PersonChange>) {
      const person = state.people.find(({ id }) => id === payload.id)
      if (person) Object.assign(person, payload.change)
    },
    personLeft(state, { payload }: PayloadAction<ParticipantId>) {
      state.people = state.people.filter(({ id }) => id !== payload)
    },
    /** The whole set of those who speak now. */
    speakingChanged(state, { payload }: PayloadAction<ParticipantId[]>) {
      for (const person of state.people) person.speaking = payload.includes(person.id)
    },
  },
  extraReducers: (builder) => builder.addCase(signedOut, () => idleCall),
})

export const { callChanged, callReset, personPut, personChanged, personLeft, speakingChanged } = slice.actions
export const callReducer = slice.reducer
