import { standingDevice } from '../identity/account.ts'
import { createDevice, type DeviceKeys, useDevice } from '../identity/device-keys.ts'
import { entryHash } from '../identity/entry-bytes.ts'
import { readLog } from '../identity/read-log.ts'
import type { KeyLogEntry, KeyLogPage } from '../identity/records.ts'
import { admitDevice, foundIdentity, revokeDevice } from '../identity/write-log.ts'
import type { Contact, Contacts } from '../trust/contact.ts'

let ids = 0

/** UUIDv7 by form, in ascending order. */
export function nextId(): string {
  ids += 1
  return `018f3c1e-0000-7000-8000-${ids.toString(16).padStart(12, '0')}`
}

export const startMs = 1_700_000_000_000

/** Somebody with an account, all devices and the log that the server has of them. */
export type Person = { userId: string; devices: DeviceKeys[]; entries: KeyLogEntry[]; contact: Contact }

export const newDevice = async (userId: string): Promise<DeviceKeys> =>
  useDevice(await createDevice({ userId, deviceId: nextId() }))

export async function newPerson(userId = nextId()): Promise<Person> {
  const device = await newDevice(userId)
  const { entry, account } = await foundIdentity({ device, atMs: startMs })
  return { userId, devices: [device], entries: [entry], contact: { account, verified: false, former: [] } }
}

export const firstDevice = ({ devices }: Person): DeviceKeys => {
  const [device] = devices
  if (!device) throw new Error('a person has a device')
  return device
}

export async function addDevice(person: Person): Promise<DeviceKeys> {
  const device = await newDevice(person.userId)
  await append(
    person,
    await admitDevice({
      account: person.contact.account,
      author: authorOf(person),
      device: device.device,
      atMs: startMs,
    }),
  )
  person.devices.push(device)
  return device
}

export async function revoke(person: Person, device: DeviceKeys): Promise<void> {
  const { deviceId } = device.device
  const { account } = person.contact
  await append(person, await revokeDevice({ account, author: authorOf(person), deviceId, atMs: startMs }))
}

export async function append(person: Person, entry: KeyLogEntry): Promise<void> {
  const page = pageOf({ ...person, entries: [...person.entries, entry] })
  const outcome = await readLog({ userId: person.userId, known: person.contact.account, page })
  if (outcome.kind !== 'read') throw new Error(JSON.stringify(outcome))
  person.entries.push(entry)
  person.contact = { ...person.contact, account: outcome.account }
}

/** What an honest server says of a log that ends with these entries; the head is taken from the last. */
export function pageOf({ userId, entries, contact }: Person, from = 0): KeyLogPage {
  const { identityKey } = contact.account
  return { identity: { userId, identityKey, head: headOf(entries) }, entries: entries.slice(from) }
}

export const contactsOf = (...people: readonly Person[]): Contacts =>
  new Map(people.map(({ userId, contact }) => [userId, contact]))

function headOf(entries: readonly KeyLogEntry[]) {
  const last = entries.at(-1)
  if (!last) throw new Error('a log has an entry')
  return { sequence: last.sequence, hash: entryHash(last) }
}

function authorOf(person: Person): DeviceKeys {
  const author = person.devices.find(({ device }) => standingDevice(person.contact.account, device.deviceId))
  if (!author) throw new Error('no device stands')
  return author
}
