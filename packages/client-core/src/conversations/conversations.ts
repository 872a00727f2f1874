import { Conversation, type ConversationDraft, ConversationPage, User, type UserId } from '@chaos/protocol'
import { Type } from 'typebox'
import type { AuthorizedCall } from '../api/api.ts'
import {
  conversationListChanged,
  conversationPut,
  conversationRemoved,
  conversationsAppended,
} from '../state/conversations-slice.ts'
import type { Dispatch, RootState } from '../state/store.ts'

const path = '/api/channels/conversations'
const Users = Type.Array(User)

type Deps = { call: AuthorizedCall; dispatch: Dispatch; getState: () => RootState }

export type ConversationCommands = ReturnType<typeof createConversationCommands>

/** Conversations of two and of groups; what comes back goes into the slice, the outcome to the caller. */
export function createConversationCommands({ call, dispatch, getState }: Deps) {
  const list = () => getState().conversations.list
  const page = (cursor: string | null) => {
    const query = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    return call({ method: 'GET', path: `${path}?limit=50${query}`, reply: ConversationPage })
  }
  const put = async (asked: ReturnType<typeof askOne>) => {
    const outcome = await asked
    if (outcome.ok) dispatch(conversationPut(outcome.value))
    return outcome
  }
  const askOne = (method: 'GET' | 'POST' | 'PATCH', at: string, body?: object) =>
    call({ method, path: at, reply: Conversation, ...(body && { body }) })

  async function gone(asked: ReturnType<typeof askNothing>, channelId: string) {
    const outcome = await asked
    if (outcome.ok) dispatch(conversationRemoved(channelId))
    return outcome
  }
  const askNothing = (method: 'POST' | 'DELETE', at: string) =>
    call({ method, path: at, reply: null, ...(method === 'POST' && { body: {} }) })

  return {
    /** What is on screen stays there while it is read again, and when that fails. */
    async loadList(): Promise<void> {
      if (list().status === 'failed') dispatch(conversationListChanged({ status: 'loading' }))
      const outcome = await page(null)
      if (outcome.ok) dispatch(conversationListChanged({ status: 'ready', value: outcome.value }))
      else if (list().status !== 'ready')
        dispatch(conversationListChanged({ status: 'failed', failure: outcome.failure }))
    },
    async loadMore(): Promise<void> {
      const known = list()
      if (known.status !== 'ready' || known.value.next === null) return
      const outcome = await page(known.value.next)
      if (outcome.ok) dispatch(conversationsAppended(outcome.value))
    },
    /** One that is not in the list: it is hidden, or further down. */
    load: (channelId: string) => put(askOne('GET', `${path}/${channelId}`)),
    /** The conversation with one person, or a new group. */
    open: (draft: ConversationDraft) => put(askOne('POST', path, draft)),
    add: (channelId: string, userIds: UserId[]) => put(askOne('POST', `${path}/${channelId}/members`, { userIds })),
    rename: (channelId: string, name: string) => put(askOne('PATCH', `${path}/${channelId}`, { name })),
    takeOut: (channelId: string, userId: UserId) => askNothing('DELETE', `${path}/${channelId}/members/${userId}`),
    leave: (channelId: string, ownId: UserId) =>
      gone(askNothing('DELETE', `${path}/${channelId}/members/${ownId}`), channelId),
    hide: (channelId: string) => gone(askNothing('POST', `${path}/${channelId}/hide`), channelId),
    /** People who may be talked with, by the beginning of their name. */
    people: (search: string) =>
      call({ method: 'GET', path: `${path}/people?search=${encodeURIComponent(search)}`, reply: Users }),
  }
}
