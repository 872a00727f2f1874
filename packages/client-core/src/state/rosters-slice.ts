import type { ChannelId, CommunityId, Occupant, UserId } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import { signedOut } from './session-slice.ts'

/** Who is in a voice channel, as those see it who have not joined. */
export type Roster = { communityId: CommunityId; occupants: Occupant[]; speaking: UserId[] }
export type RostersState = Record<ChannelId, Roster>

type RosterChange = { communityId: CommunityId; channelId: ChannelId; occupants: Occupant[] }
type SpeakingChange = { communityId: CommunityId; channelId: ChannelId; userIds: UserId[] }

const empty: RostersState = {}

const slice = createSlice({
  name: 'rosters',
  initialState: empty,
  reducers: {
    rosterChanged(state, { payload: { communityId, channelId, occupants } }: PayloadAction<RosterChange>) {
      const here = new Set(occupants.map(({ userId }) => userId))
      const speaking = (state[channelId]?.speaking ?? []).filter((id) => here.has(id))
      state[channelId] = { communityId, occupants, speaking }
    },
    rosterSpeaking(state, { payload: { communityId, channelId, userIds } }: PayloadAction<SpeakingChange>) {
      const occupants = state[channelId]?.occupants ?? []
      state[channelId] = { communityId, occupants, speaking: userIds }
    },
    channelGone(state, { payload }: PayloadAction<ChannelId>) {
      delete state[payload]
    },
    /** The socket is lost: what was seen may be over. */
    rostersForgotten: () => empty,
  },
  extraReducers: (builder) => builder.addCase(signedOut, () => empty),
})

export const { rosterChanged, rosterSpeaking, channelGone, rostersForgotten } = slice.actions
export const rostersReducer = slice.reducer
