import {
  admitDevice,
  type ChannelKeys,
  createDevice,
  type DeviceKeys,
  foundIdentity,
  makeGeneration,
  noChannelKeys,
  readLog,
  revokeDevice,
  sealBoxes,
  useDevice,
} from '@chaos/crypto/keys'
import {
  type GenerationDraft,
  type GenerationHeader,
  type KeyDevice,
  KeyIdentity,
  type KeyLogEntry,
  KeyLogPage,
  SignedIn,
} from '@chaos/protocol'
import { entryBytes, headerBytes, proofBytes } from '../../keys/record-hashes.ts'
import { newId } from '../../utils/ids.ts'
import { createTestClient, password, type Reply, type SignedInClient, succeeded } from './test-client.ts'

/** A sign-in of somebody, with the device that it speaks for. */
export type Seat = {
  client: Pick<SignedInClient, 'get' | 'post' | 'put' | 'patch' | 'delete' | 'token'>
  device: DeviceKeys
}
export type KeyPerson = Seat & { userId: string }

export const newDevice = async (userId: string): Promise<DeviceKeys> =>
  useDevice(await createDevice({ userId, deviceId: newId() }))

export const foundDraft = async (userId: string) => {
  const device = await newDevice(userId)
  const { entry, account } = await foundIdentity({ device, atMs: Date.now() })
  return { device, entry, account }
}

/** Gives an account its identity and its first device. */
export async function withKeys(client: SignedInClient): Promise<KeyPerson> {
  const { device, entry } = await foundDraft(client.user.id)
  succeeded(KeyIdentity, await client.post('/api/users/me/keys/log', { entry, deviceName: 'First' }))
  return { client, device, userId: client.user.id }
}

/** Another session of the same account. */
export async function signInAgain(url: string, { user }: SignedInClient): Promise<Seat['client']> {
  const reply = await createTestClient(url).post('/api/auth/sign-in', { userName: user.userName, password })
  const { accessToken } = succeeded(SignedIn, reply)
  return { ...createTestClient(url, accessToken), token: accessToken }
}

/** What a client that verifies everything reads of a log. */
export async function readAccount(
  { client }: Pick<Seat, 'client'>,
  userId: string,
  path = `/api/users/${userId}/keys`,
) {
  const page = succeeded(KeyLogPage, await client.get(path))
  const outcome = await readLog({ userId, known: undefined, page })
  if (outcome.kind !== 'read') throw new Error(`the log is ${JSON.stringify(outcome)}`)
  return outcome.account
}

export const post = ({ client }: Pick<Seat, 'client'>, entry: object, deviceName?: string): Promise<Reply> =>
  client.post('/api/users/me/keys/log', { entry, ...(deviceName !== undefined && { deviceName }) })

export async function admission({ client, device: author, userId }: KeyPerson, device: DeviceKeys['device']) {
  const account = await readAccount({ client }, userId)
  return admitDevice({ account, author, device, atMs: Date.now() })
}

export async function revocation({ client, device: author, userId }: KeyPerson, deviceId: string) {
  const account = await readAccount({ client }, userId)
  return revokeDevice({ account, author, deviceId, atMs: Date.now() })
}

const signatureOf = async ({ sign }: DeviceKeys, bytes: Uint8Array): Promise<string> =>
  Buffer.from(await sign(new Uint8Array(bytes))).toString('base64url')

/** What a device may well sign, and the server should not take. */
export const signEntry = async (device: DeviceKeys, entry: KeyLogEntry): Promise<KeyLogEntry> => ({
  ...entry,
  signature: await signatureOf(device, entryBytes(entry)),
})
export const signHeader = async (device: DeviceKeys, header: GenerationHeader): Promise<GenerationHeader> => ({
  ...header,
  signature: await signatureOf(device, headerBytes(header)),
})

export async function proveDevice(device: DeviceKeys, changed: Partial<KeyDevice>): Promise<KeyDevice> {
  const claimed = { ...device.device, ...changed }
  return { ...claimed, proof: await signatureOf(device, proofBytes(device.userId, claimed)) }
}

/** A second device, admitted by the first, that speaks from a session of its own. */
export async function secondSeat(url: string, person: KeyPerson & { client: SignedInClient }): Promise<KeyPerson> {
  const client = await signInAgain(url, person.client)
  const device = await newDevice(person.userId)
  succeeded(KeyIdentity, await post(person, await admission(person, device.device)))
  return { client, device, userId: person.userId }
}

type Making = { maker: KeyPerson; channelId: string; people: readonly KeyPerson[]; keys?: ChannelKeys }

/** The next generation of a channel's key, as a client makes it, with boxes for some. */
export async function generationDraft({ maker, channelId, people, keys = noChannelKeys(channelId) }: Making) {
  const userIds = [...new Set(people.map(({ userId }) => userId))]
  const members = await Promise.all(
    userIds.map(async (userId) => ({ account: await readAccount(maker, userId), verified: false, former: [] })),
  )
  const kind = keys.generations.length === 0 ? ('first' as const) : ('fresh' as const)
  const made = await makeGeneration({ keys, kind, maker: maker.device, members, policy: 'all', atMs: Date.now() })
  if (made.kind !== 'made') throw new Error(`not made: ${made.reason}`)
  const { pending } = made
  const others = people.filter(({ device }) => device !== maker.device).map(({ device }) => device.device)
  const boxes = await sealBoxes(pending, others)
  const draft = { header: pending.header, roster: pending.roster, boxes } as GenerationDraft
  return { draft, pending, keys: { ...keys, generations: [...keys.generations, pending] } }
}

export const keysPath = (channelId: string, rest: string, device?: DeviceKeys): string =>
  `/api/channels/${channelId}/keys/${rest}${device ? `?deviceId=${device.device.deviceId}` : ''}`
