import type { Platform } from '../platform.ts'
import type { PresenceClient } from '../presence/presence-client.ts'
import type { Store } from '../state/store.ts'
import { createIdleWatch } from './idle-watch.ts'
import { createPeople, type People } from './people.ts'
import type { PeopleApi } from './people-api.ts'
import { endWordsInTime } from './words-end.ts'
import { createWatchedPeople } from './watched-people.ts'

export type { People }

type Deps = { store: Store; platform: Pick<Platform, 'clock' | 'onInput'>; api: PeopleApi }

/** People for the screens, and what the presence socket has to know of this device. */
export function openPeople({ store, platform, api }: Deps) {
  const { dispatch, getState } = store
  const watched = createWatchedPeople(platform.clock)
  let presence: PresenceClient | null = null
  const { clock, onInput } = platform
  const idle = createIdleWatch({ clock, onInput, onChange: (isIdle) => presence?.setIdle(isIdle) })
  const undo = [
    watched.onChange((userIds) => presence?.watchPeople(userIds)),
    // Whoever talks is here, without touching anything.
    store.subscribe(() => {
      if (getState().call.people.some(({ self, speaking }) => self && speaking)) idle.input()
    }),
    idle.close,
    endWordsInTime(store, clock),
  ]
  return {
    commands: createPeople({ api, dispatch, watched }),
    /** The socket that tells of people from now on. */
    follow(next: PresenceClient | null): void {
      presence = next
      presence?.watchPeople(watched.current())
      presence?.setIdle(idle.isIdle)
    },
    close(): void {
      for (const step of undo) step()
    },
  }
}
