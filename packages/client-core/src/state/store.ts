import { configureStore } from '@reduxjs/toolkit'
import { callReducer } from './call-slice.ts'
import { communitiesReducer } from './communities-slice.ts'
import { conversationsReducer } from './conversations-slice.ts'
import { connectivityReducer } from './connectivity-slice.ts'
import { deletionReducer } from './deletion-slice.ts'
import { devicesReducer } from './devices-slice.ts'
import { peopleReducer } from './people-slice.ts'
import { keysReducer } from './keys-slice.ts'
import { notificationsReducer } from './notifications-slice.ts'
import { outboxReducer } from './outbox-slice.ts'
import { playerReducer } from './player-slice.ts'
import { preferencesReducer } from './preferences-slice.ts'
import { recordingReducer } from './recording-slice.ts'
import { ringingReducer } from './ringing-slice.ts'
import { rostersReducer } from './rosters-slice.ts'
import { serverReducer } from './server-slice.ts'
import { sessionReducer } from './session-slice.ts'
import { trustReducer } from './trust-slice.ts'
import { timelinesReducer } from './timeline-slice.ts'

export const createStore = () =>
  configureStore({
    reducer: {
      session: sessionReducer,
      server: serverReducer,
      communities: communitiesReducer,
      rosters: rostersReducer,
      people: peopleReducer,
      notifications: notificationsReducer,
      conversations: conversationsReducer,
      ringing: ringingReducer,
      call: callReducer,
      recording: recordingReducer,
      player: playerReducer,
      outbox: outboxReducer,
      timelines: timelinesReducer,
      deletion: deletionReducer,
      devices: devicesReducer,
      keys: keysReducer,
      trust: trustReducer,
      preferences: preferencesReducer,
      connectivity: connectivityReducer,
    },
    devTools: false,
  })

export type Store = ReturnType<typeof createStore>
export type RootState = ReturnType<Store['getState']>
export type Dispatch = Store['dispatch']
