import type { FriendRequest, Relationship, StatusChange, UserId } from '@chaos/protocol'
import type { Outcome } from '../api/failure.ts'
import type { PeopleApi } from './people-api.ts'
import {
  ownStatusChanged,
  relationshipEnded,
  relationshipPut,
  relationshipsFailed,
  relationshipsLoaded,
  relationshipsLoading,
} from '../state/people-slice.ts'
import type { Dispatch } from '../state/store.ts'
import type { WatchedPeople } from './watched-people.ts'

export type People = ReturnType<typeof createPeople>

type Deps = { api: PeopleApi; dispatch: Dispatch; watched: WatchedPeople }

/** Friends, requests, blocks and statuses; what comes back goes into the slice, the outcome to the caller. */
export function createPeople({ api, dispatch, watched }: Deps) {
  const putting = async (change: Promise<Outcome<Relationship>>): Promise<Outcome<Relationship>> => {
    const outcome = await change
    if (outcome.ok) dispatch(relationshipPut(outcome.value))
    return outcome
  }
  const ending = async (userId: UserId, change: Promise<Outcome<unknown>>): Promise<Outcome<unknown>> => {
    const outcome = await change
    if (outcome.ok) dispatch(relationshipEnded(userId))
    return outcome
  }
  async function loadStatus(): Promise<void> {
    const outcome = await api.status()
    if (outcome.ok) dispatch(ownStatusChanged(outcome.value))
  }
  async function loadRelationships(): Promise<void> {
    dispatch(relationshipsLoading())
    const all: Relationship[] = []
    let cursor: string | null = null
    do {
      const outcome = await api.list(cursor)
      if (!outcome.ok) return void dispatch(relationshipsFailed(outcome.failure))
      all.push(...outcome.value.items)
      cursor = outcome.value.next
    } while (cursor !== null)
    dispatch(relationshipsLoaded(all))
  }

  return {
    /** Reads everything again; what is known stays meanwhile. */
    load: () => Promise.all([loadRelationships(), loadStatus()]),
    request: (whom: FriendRequest) => putting(api.request(whom)),
    accept: (userId: UserId) => putting(api.accept(userId)),
    /** Declines their request, or takes back one's own. */
    endRequest: (userId: UserId) => ending(userId, api.endRequest(userId)),
    endFriendship: (userId: UserId) => ending(userId, api.endFriendship(userId)),
    block: (userId: UserId) => putting(api.block(userId)),
    unblock: (userId: UserId) => ending(userId, api.unblock(userId)),
    async choose(status: StatusChange) {
      const outcome = await api.choose(status)
      if (outcome.ok) dispatch(ownStatusChanged(outcome.value))
      return outcome
    },
    profile: api.profile,
    /** These people are on a screen now; returns the undo. */
    watch: watched.add,
  }
}
