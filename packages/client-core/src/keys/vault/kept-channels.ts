import {
  type ArchivedSecret,
  type ChannelKeys,
  keepSecret,
  type KeptDevice,
  type KnownGeneration,
  noChannelKeys,
  type PendingGeneration,
  readKept,
  takeArchived,
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
  const keys = await withArchived(opened, { channelId, generations })
  const held = { keys, pending: pending?.secret ? { ...pending, secret: pending.secret } : undefined }
  const isFilled = keys.generations.some(({ secret }, at) => secret && !generations[at]?.secret)
  if (isFilled) await saveChannel(opened, held)
  return held
}

export async function saveChannel(opened: Opened, { keys, pending }: HeldChannel): Promise<void> {
  const generations = await Promise.all(keys.generations.map((generation) => wrapped(opened, generation)))
  const changes: KeyRecordChanges = {}
  changes[recordOf(keys.channelId)] = { generations, pending: pending && (await wrapped(opened, pending)) }
  await opened.store.write(changes)
}

/** What recovery words brought back fills the gaps that it fits (crypto's SPEC R5). */
async function withArchived(opened: Opened, keys: ChannelKeys): Promise<ChannelKeys> {
  if (keys.generations.every(({ secret }) => secret)) return keys
  return takeArchived(keys, await archivedOf(opened, keys.channelId))
}

/** Those that this device still can open. */
export async function archivedOf(opened: Opened, channelId: string): Promise<readonly ArchivedSecret[]> {
  const [kept, device] = await Promise.all([opened.store.read(`archived.${channelId}`), opened.store.read('device')])
  if (!kept || !device) return []
  const read = kept.map(async (one) => {
    const secret = await readKept(device, archivedPurpose(one), one.secret)
    return secret ? [{ ...one, secret }] : []
  })
  return (await Promise.all(read)).flat()
}

/** For the disk of `device`, which may wait yet to be let in. */
export async function keepArchived(device: KeptDevice, secrets: readonly ArchivedSecret[]): Promise<KeyRecordChanges> {
  const changes: KeyRecordChanges = {}
  for (const [channelId, some] of Map.groupBy(secrets, (one) => one.channelId))
    changes[`archived.${channelId}`] = await Promise.all(
      some.map(async (one) => ({ ...one, secret: await keepSecret(device, archivedPurpose(one), one.secret) })),
    )
  return changes
}

const archivedPurpose = ({ channelId, generation, headerHash }: ArchivedSecret): string =>
  `archived ${channelId} ${generation} ${headerHash}`

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
