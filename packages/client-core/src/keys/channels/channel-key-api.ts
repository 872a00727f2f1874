import {
  type BoxBatch,
  BoxesKept,
  type GenerationDraft,
  GenerationHeader,
  GenerationPage,
  KeyLogPage,
  KeyReaderPage,
  KeyRoster,
  keyLimits,
  WaitingList,
  type WaitingRequest,
} from '@chaos/protocol'
import type { AuthorizedCall } from '../../api/api.ts'
import type { LogToRead } from '../channel-vault.ts'

export type ChannelKeyApi = ReturnType<typeof createChannelKeyApi>

const keysOf = (channelId: string): string => `/api/channels/${channelId}/keys`
const logQuery = ({ from, identityKey }: LogToRead): string =>
  `from=${from}${identityKey === null ? '' : `&identityKey=${identityKey}`}`

/** Keys of channels as REST resources. `deviceId`: which of the viewer's devices speaks. */
export function createChannelKeyApi(call: AuthorizedCall, deviceId: () => string) {
  const speaking = (path: string) => `${path}?deviceId=${deviceId()}`
  return {
    generations: (channelId: string, from: number) =>
      call({
        method: 'GET',
        path: `${speaking(`${keysOf(channelId)}/generations`)}&from=${from}`,
        reply: GenerationPage,
      }),
    roster: (channelId: string, generation: number) =>
      call({ method: 'GET', path: `${keysOf(channelId)}/generations/${generation}/roster`, reply: KeyRoster }),
    make: (channelId: string, body: GenerationDraft) =>
      call({ method: 'POST', path: speaking(`${keysOf(channelId)}/generations`), body, reply: GenerationHeader }),
    putBoxes: (channelId: string, generation: number, body: BoxBatch) =>
      call({
        method: 'POST',
        path: speaking(`${keysOf(channelId)}/generations/${generation}/boxes`),
        body,
        reply: BoxesKept,
      }),
    ask: (channelId: string, body: WaitingRequest) =>
      call({ method: 'POST', path: speaking(`${keysOf(channelId)}/waiting`), body, reply: null }),
    takeTurn: (channelId: string) =>
      call({ method: 'POST', path: speaking(`${keysOf(channelId)}/waiting/turn`), body: {}, reply: WaitingList }),
    readers: (channelId: string, cursor: string | null) => {
      const query = `limit=${keyLimits.readersPerPage}${cursor === null ? '' : `&cursor=${cursor}`}`
      return call({ method: 'GET', path: `${keysOf(channelId)}/readers?${query}`, reply: KeyReaderPage })
    },
    /** Of somebody whom one sees. */
    logOfMember: (log: LogToRead) =>
      call({ method: 'GET', path: `/api/users/${log.userId}/keys?${logQuery(log)}`, reply: KeyLogPage }),
    /** Of somebody in a roster, who may be gone since. */
    logOfNamed: (channelId: string, log: LogToRead) =>
      call({ method: 'GET', path: `${keysOf(channelId)}/logs/${log.userId}?${logQuery(log)}`, reply: KeyLogPage }),
  }
}
