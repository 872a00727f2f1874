import { Profile, type ProfileChange, type User, type UserId } from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'
import type { Outcome } from '../api/failure.ts'
import type { Dispatch } from '../state/store.ts'
import { userChanged } from '../state/session-slice.ts'

export type ProfileCommands = ReturnType<typeof createProfile>

/** A picture as a file has it. */
export type Picture = { type: string; content: Uint8Array<ArrayBuffer> }

type Deps = { call: AuthorizedCall; dispatch: Dispatch }

/** What of a profile is shown everywhere. */
export const userOf = ({ id, userName, displayName, avatar }: Profile): User => ({ id, userName, displayName, avatar })

/** How the viewer appears to others, and how others appear. */
export function createProfile({ call, dispatch }: Deps) {
  const path = '/api/users/me'
  const shown = async (change: Promise<Outcome<Profile>>): Promise<Outcome<Profile>> => {
    const outcome = await change
    if (outcome.ok) dispatch(userChanged(userOf(outcome.value)))
    return outcome
  }
  return {
    own: () => call({ method: 'GET', path: `${path}/profile`, reply: Profile }),
    of: (userId: UserId) => call({ method: 'GET', path: `/api/users/${userId}/profile`, reply: Profile }),
    change: (body: ProfileChange) => shown(call({ method: 'PATCH', path: `${path}/profile`, body, reply: Profile })),
    setAvatar: (file: Picture) => shown(call({ method: 'PUT', path: `${path}/avatar`, file, reply: Profile })),
    removeAvatar: () => shown(call({ method: 'DELETE', path: `${path}/avatar`, reply: Profile })),
  }
}
