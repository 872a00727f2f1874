import {
  type ChannelKeys,
  keepSecret,
  type KeptDevice,
  type KnownGeneration,
  noChannelKeys,
  type PendingGeneration,
  readKept,
} from '@chaos/crypto/keys'
import type { KeptGeneration, KeyRecordChanges } from '../key-records.ts'
import type { Opened } from './opened.ts'

/** One channel's key as this device holds it. */
export type HeldChannel = { keys: ChannelKeys; pending: PendingGeneration | undefined }

const recordOf = (channelId: string) => `channel.${channelId}` as const
const purposeOf = ({ header: { channelId, generation } }: Pick<KnownGeneration, 'header'>): string =>
  `channel ${channelId} ${generation}`

async function keptDevice({ store }: Opened): Promise<KeptDevice> {
  const device = await store.read('device')
  if (!device) throw new TypeError('this device has no keys of the account')
  return device
}

/** What another window has put there counts as well, so it is read each time; secrets are unwrapped once. */
export async function loadChannel(opened: Opened, channelId: string): Promise<HeldChannel> {
  const kept = await opened.store.read(recordOf(channelId))
  if (!kept) return { keys: noChannelKeys(channelId), pending: undefined }
  const generations = await Promise.all(kept.generations.map((generation) => unwrapped(opened, generation)))
  const pending = kept.pending && (await unwrapped(opened, kept.pending))
  return {
    keys: { channelId, generations },
    pending: pending?.secret ? { ...pending, secret: pending.secret } : undefined,
  }
}

export async function saveChannel(opened: Opened, { keys, pending }: HeldChannel): Promise<void> {
  const generations = await Promise.all(keys.generations.map((generation) => wrapped(opened, generation)))
  const changes: KeyRecordChanges = {}
  changes[recordOf(keys.channelId)] = { generations, pending: pending && (await wrapped(opened, pending)) }
  await opened.store.write(changes)
}

/** A secret that was sealed by other keys of this device does not open any more, and is asked for again. */
async function unwrapped(opened: Opened, kept: KeptGeneration): Promise<KnownGeneration> {
  const sealed = kept.secret
  if (!sealed) return { ...kept, secret: undefined }
  const known = opened.secrets.get(kept.hash)
  if (known) return { ...kept, secret: known.open }
  const device = await opened.store.read('device')
  const open = device && (await readKept(device, purposeOf(kept), sealed))
  if (open) opened.secrets.set(kept.hash, { sealed, open })
  return { ...kept, secret: open }
}

async function wrapped(opened: Opened, { secret, ...known }: KnownGeneration): Promise<KeptGeneration> {
  if (!secret) return { ...known, secret: undefined }
  const before = opened.secrets.get(known.hash)
  if (before) return { ...known, secret: before.sealed }
  const sealed = await keepSecret(await keptDevice(opened), purposeOf(known), secret)
  opened.secrets.set(known.hash, { sealed, open: secret })
  return { ...known, secret: sealed }
}
