import { GenerationPage, type KeyBox, WaitingList } from '@chaos/protocol'
import { gather } from './gather.ts'
import { type KeyPerson, keysPath, withKeys } from './key-person.ts'
import { startServer } from './start-server.ts'
import { type Reply, type SignedInClient, succeeded } from './test-client.ts'

export type Person = KeyPerson & { client: SignedInClient }

/** A server with people who have keys, and clubs of them. */
export async function openKeyStage() {
  const server = await startServer()
  let count = 0
  return {
    server,
    async person(): Promise<Person> {
      const client = await server.register(`reader-${(count += 1)}`)
      return { ...(await withKeys(client)), client }
    },
    /** A community of some people, and a channel in it. */
    async club(people: readonly Person[]) {
      const made = await gather(people.map(({ client }) => client))
      return { ...made, channelId: (await made.channel('Den')).id }
    },
    close: server.close,
  }
}

export const make = ({ client, device }: KeyPerson, channelId: string, draft: object): Promise<Reply> =>
  client.post(keysPath(channelId, 'generations', device), draft)

export const page = async ({ client, device }: KeyPerson, channelId: string, more = ''): Promise<GenerationPage> =>
  succeeded(GenerationPage, await client.get(`${keysPath(channelId, 'generations', device)}${more}`))

type Boxes = { boxes: readonly KeyBox[]; generation?: number }
export const putBoxes = ({ client, device }: KeyPerson, channelId: string, { boxes, generation = 1 }: Boxes) =>
  client.post(keysPath(channelId, `generations/${generation}/boxes`, device), { boxes })

type Asking = { generations: number[]; replace?: boolean }
export const ask = ({ client, device }: KeyPerson, channelId: string, asking: Asking): Promise<Reply> =>
  client.post(keysPath(channelId, 'waiting', device), asking)

export const turn = async ({ client, device }: KeyPerson, channelId: string): Promise<WaitingList> =>
  succeeded(WaitingList, await client.post(keysPath(channelId, 'waiting/turn', device)))

/** A box by form, which opens for nobody. */
export const junk = (deviceId: string): KeyBox => ({ deviceId, sealed: 'A'.repeat(Math.ceil((1168 * 4) / 3)) })

export const idOf = ({ device }: KeyPerson): string => device.device.deviceId
