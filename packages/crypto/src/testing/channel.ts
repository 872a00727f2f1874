import { type ChannelKeys, noChannelKeys } from '../channel-keys/channel-keys.ts'
import {
  confirmGeneration,
  makeGeneration,
  type Making,
  type PendingGeneration,
} from '../channel-keys/make-generation.ts'
import { takeGeneration, type TakeOutcome, type Taking } from '../channel-keys/take-generation.ts'
import { boxableDevices, openBox, sealBoxes } from '../channel-keys/boxes.ts'
import { knownGeneration } from '../channel-keys/channel-keys.ts'
import type { DeviceKeys } from '../identity/device-keys.ts'
import { contactsOf, firstDevice, nextId, type Person, startMs } from './people.ts'

export type MakeOptions = Partial<Omit<Making, 'keys' | 'members'>>

/** Makes the next generation as `people[0]`, who must hold the one before. */
export async function make(
  keys: ChannelKeys,
  people: readonly Person[],
  options: MakeOptions = {},
): Promise<PendingGeneration> {
  const [maker] = people
  if (!maker) throw new Error('somebody makes it')
  const outcome = await makeGeneration({
    keys,
    kind: keys.generations.length === 0 ? 'first' : 'fresh',
    maker: firstDevice(maker),
    members: people.map(({ contact }) => contact),
    policy: 'from_joining',
    atMs: startMs,
    ...options,
  })
  if (outcome.kind === 'refused') throw new Error(outcome.reason)
  return outcome.pending
}

export function confirm(keys: ChannelKeys, pending: PendingGeneration): ChannelKeys {
  const confirmed = confirmGeneration(keys, pending)
  if (!confirmed) throw new Error('somebody was faster')
  return confirmed
}

/** The maker's keys after a first generation. */
export async function startChannel(people: readonly Person[], options: MakeOptions = {}): Promise<ChannelKeys> {
  const keys = noChannelKeys(nextId())
  return confirm(keys, await make(keys, people, options))
}

type Receiver = { person: Person; people: readonly Person[]; device?: DeviceKeys }

export function take(
  keys: ChannelKeys,
  { header, roster }: Pick<PendingGeneration, 'header' | 'roster'>,
  { people, ...rest }: Receiver & Partial<Taking>,
): Promise<TakeOutcome> {
  return takeGeneration({ keys, header, roster, contacts: contactsOf(...people), ...rest })
}

export async function taken(keys: ChannelKeys, pending: PendingGeneration, receiver: Receiver): Promise<ChannelKeys> {
  const outcome = await take(keys, pending, receiver)
  if (outcome.kind !== 'taken') throw new Error(JSON.stringify(outcome))
  return outcome.keys
}

/** Hands a generation's secret from one who holds it to one device that may have it. */
export async function serve(
  from: ChannelKeys,
  to: ChannelKeys,
  served: { generation: number; person: Person; device?: DeviceKeys },
): Promise<ChannelKeys> {
  const { generation, person, device = firstDevice(person) } = served
  const known = knownGeneration(from, generation)
  const allowed = boxableDevices(from, generation, person.contact).filter(
    ({ deviceId }) => deviceId === device.device.deviceId,
  )
  if (!known || allowed.length === 0) throw new Error('may not be served')
  const [box] = await sealBoxes(known, allowed)
  if (!box) throw new Error('one device, one box')
  const outcome = await openBox({ keys: to, generation, box, device })
  if (outcome.kind === 'refused') throw new Error(outcome.reason)
  return outcome.keys
}
