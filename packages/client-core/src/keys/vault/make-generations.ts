import {
  anyDevice,
  boxableDevices,
  type ChannelKeys,
  channelLimits,
  confirmGeneration,
  dueGeneration,
  firstRecipients,
  type GenerationKind,
  type HistoryPolicy,
  type KeyDevice,
  type KnownGeneration,
  knownGeneration,
  latestGeneration,
  makeGeneration,
  sealBoxes,
} from '@chaos/crypto/keys'
import type { Batch, ChannelVault, Members, Prepared } from '../channel-vault.ts'
import { contactsOf, membersOf } from './contacts.ts'
import { loadChannel, saveChannel } from './kept-channels.ts'
import { type Opened, ownDevice } from './opened.ts'

type Input<M extends keyof ChannelVault> = Parameters<ChannelVault[M]>[0]
type Output<M extends keyof ChannelVault> = ReturnType<ChannelVault[M]>

const first = <T>(things: readonly T[]): readonly T[] => things.slice(0, channelLimits.boxesPerBatch)

/** Crypto's SPEC G11. */
export async function prepare(opened: Opened, members: Members): Promise<Prepared> {
  const { keys } = await loadChannel(opened, members.channelId)
  const contacts = await membersOf(opened, members.readers)
  const policy = policyAfter(keys, members)
  const due = dueGeneration({ keys, members: contacts, policy, nowMs: opened.now() })
  if (due === undefined) return { kind: 'ready' }
  return due === 'wait' ? { kind: 'wait' } : make(opened, members, due)
}

const policyAfter = (keys: ChannelKeys, { policy }: Pick<Members, 'policy'>): HistoryPolicy =>
  policy ?? latestGeneration(keys)?.header.policy ?? 'from_joining'

/** What is made is kept before the server hears of it: its maker gets no box. */
export async function make(
  opened: Opened,
  { channelId, readers, ...wish }: Members,
  kind: GenerationKind,
): Promise<Prepared> {
  const { device: maker } = await ownDevice(opened)
  const { keys } = await loadChannel(opened, channelId)
  const members = await membersOf(opened, readers)
  const policy = policyAfter(keys, wish)
  const made = await makeGeneration({ keys, kind, maker, members, policy, atMs: opened.now() })
  if (made.kind === 'refused') return made
  const { pending } = made
  await saveChannel(opened, { keys, pending })
  const contacts = new Map(members.map((contact) => [contact.account.userId, contact]))
  const after = { channelId, generations: [...keys.generations, pending] }
  const boxes = await sealBoxes(pending, first(firstRecipients(after, contacts)))
  return { kind: 'make', draft: { header: pending.header, roster: pending.roster, boxes } }
}

export async function confirm(opened: Opened, { channelId }: Input<'confirm'>): Output<'confirm'> {
  const { keys: before, pending } = await loadChannel(opened, channelId)
  const keys = (pending && confirmGeneration(before, pending)) ?? before
  await saveChannel(opened, { keys, pending: undefined })
  const contacts = await contactsOf(opened, latestGeneration(keys)?.roster.map(({ userId }) => userId) ?? [])
  const devices = firstRecipients(keys, contacts).slice(channelLimits.boxesPerBatch)
  const generation = latestGeneration(keys)?.header.generation ?? 0
  return { generation, deviceIds: devices.map(({ deviceId }) => deviceId) }
}

export async function abandon(opened: Opened, { channelId }: Input<'abandon'>): Promise<void> {
  const { keys } = await loadChannel(opened, channelId)
  await saveChannel(opened, { keys, pending: undefined })
}

/** For devices of the generation's own roster. */
export async function boxesFor(opened: Opened, input: Input<'boxesFor'>): Promise<Batch> {
  const { channelId, generation, deviceIds } = input
  const { keys } = await loadChannel(opened, channelId)
  const known = knownGeneration(keys, generation)
  if (!known?.secret) return { generation, boxes: [] }
  const contacts = await contactsOf(
    opened,
    known.roster.map(({ userId }) => userId),
  )
  const wanted = new Set(deviceIds)
  const devices = known.roster.flatMap((member) => {
    const account = contacts.get(member.userId)?.account
    return member.deviceIds
      .filter((deviceId) => wanted.has(deviceId))
      .map((deviceId) => account && anyDevice(account, deviceId)?.keys)
      .filter((device) => device !== undefined)
  })
  return { generation, boxes: await sealBoxes(known, first(devices)) }
}

/** Crypto's SPEC G12: one turn, passing over whoever may not be given what they ask for. */
export async function serve(opened: Opened, input: Input<'serve'>): Promise<Batch[]> {
  const { channelId, readers, waiting } = input
  const { keys } = await loadChannel(opened, channelId)
  const members = new Map((await membersOf(opened, readers)).map((contact) => [contact.account.userId, contact]))
  const asked = waiting.flatMap(({ userId, deviceId, generations }) =>
    generations.map((generation) => ({ contact: members.get(userId), deviceId, generation })),
  )
  const batches: Batch[] = []
  for (const [generation, asking] of Map.groupBy(first(asked), (one) => one.generation)) {
    const known = knownGeneration(keys, generation)
    const devices = asking.flatMap(({ contact, deviceId }) =>
      contact ? boxableDevices(keys, generation, contact).filter((device) => device.deviceId === deviceId) : [],
    )
    const batch = await sealTo(known, devices)
    if (batch) batches.push(batch)
  }
  return batches
}

async function sealTo(known: KnownGeneration | undefined, devices: readonly KeyDevice[]): Promise<Batch | undefined> {
  if (!known?.secret || devices.length === 0) return undefined
  return { generation: known.header.generation, boxes: await sealBoxes(known, devices) }
}
