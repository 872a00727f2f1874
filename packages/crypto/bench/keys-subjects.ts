import {
  type ChannelKeys,
  confirmGeneration,
  createObjectCipher,
  createObjectKey,
  firstRecipients,
  latestGeneration,
  makeGeneration,
  noChannelKeys,
  openBox,
  sealBoxes,
} from '../src/keys.ts'
import { contactsOf, firstDevice, newPerson, nextId, type Person, startMs } from '../src/testing/people.ts'

/*
 * What `keys.ts` measures in Node, for other platforms to measure as well: nothing here knows where it runs. Each function
 * resolves to the time of one round; who calls it takes the lowest of several.
 */

/** People with one device each. Their keys are made one after the other, outside of what is measured. */
export async function crowdOf(size: number): Promise<readonly Person[]> {
  const people: Person[] = []
  while (people.length < size) people.push(await newPerson())
  return people
}

/** A new generation for all of them: roster, header, signature, and a box for each device but the maker's, in batches. */
export async function newGenerationMs(people: readonly Person[]): Promise<number> {
  const startedMs = performance.now()
  const keys = await generationOf(people)
  const latest = latestGeneration(keys)
  if (!latest) throw new Error('one was made')
  const recipients = firstRecipients(keys, contactsOf(...people))
  for (let from = 0; from < recipients.length; from += 100) {
    await sealBoxes(latest, recipients.slice(from, from + 100))
  }
  return performance.now() - startedMs
}

/** One box, by the device that it is for. */
export async function openBoxMs(people: readonly Person[]): Promise<number> {
  const keys = await generationOf(people)
  const [maker] = people
  const latest = latestGeneration(keys)
  if (!maker || !latest) throw new Error('somebody makes it')
  const [box] = await sealBoxes(latest, [firstDevice(maker).device])
  const blind = { ...keys, generations: [{ ...latest, secret: undefined }] }
  if (!box) throw new Error('one box')
  const startedMs = performance.now()
  const opened = await openBox({ keys: blind, generation: 1, box, device: firstDevice(maker) })
  const tookMs = performance.now() - startedMs
  if (opened.kind !== 'opened') throw new Error(opened.reason)
  return tookMs
}

/** Sealing and opening an object of so many bytes. */
export async function objectMs(sizeBytes: number): Promise<{ sealMs: number; openMs: number }> {
  const cipher = await createObjectCipher({ key: createObjectKey(), objectId: nextId() })
  const plaintext = new Uint8Array(sizeBytes)
  const startedMs = performance.now()
  const sealed = await cipher.seal(plaintext)
  const sealedMs = performance.now()
  const opened = await cipher.open(sealed)
  const openedMs = performance.now()
  if (opened?.length !== sizeBytes) throw new Error('not opened')
  return { sealMs: sealedMs - startedMs, openMs: openedMs - sealedMs }
}

async function generationOf(people: readonly Person[]): Promise<ChannelKeys> {
  const [maker] = people
  if (!maker) throw new Error('somebody makes it')
  const keys = noChannelKeys(nextId())
  const members = people.map(({ contact }) => contact)
  const asked = {
    keys,
    kind: 'first',
    maker: firstDevice(maker),
    members,
    policy: 'from_joining',
    atMs: startMs,
  } as const
  const made = await makeGeneration(asked)
  const confirmed = made.kind === 'made' ? confirmGeneration(keys, made.pending) : undefined
  if (!confirmed) throw new Error('not made')
  return confirmed
}
