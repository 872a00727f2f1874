import { toBase64Url } from '../../bytes/base64url.ts'
import { bytesOf } from '../../bytes/pack.ts'
import { sealBoxes } from '../../channel-keys/boxes.ts'
import { makeGeneration } from '../../channel-keys/make-generation.ts'
import { admitDevice, foundIdentity } from '../../identity/write-log.ts'
import type { SealedEnvelope } from '../../sealing/envelope-records.ts'
import { sealEnvelope } from '../../sealing/seal-envelope.ts'
import type { Contact } from '../../trust/contact.ts'
import { newDevice, nextId, startMs } from '../people.ts'
import type { Random } from '../random.ts'
import type { ModelClient } from './client.ts'
import { type ModelServer, pageOf, type View } from './server.ts'

export type Scene = {
  server: ModelServer
  random: Random
  victim: ModelClient
  /** Devices that stand no more, and do what the server wants. */
  accomplices: readonly ModelClient[]
  /** A member who would like to speak for another. */
  insider: ModelClient
}

/** A view that is the truth but for one thing. `undefined` where there is nothing to lie about yet. */
export type Lie = (scene: Scene) => Promise<View | undefined>

const flip = (random: Random, text: string): string => {
  const bytes = bytesOf(text)
  const at = random.below(bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
  return toBase64Url(bytes)
}

const someUser = ({ server, random }: Scene): string => random.pick([...server.present])

const logOfSomebody = (scene: Scene) => {
  const userId = someUser(scene)
  const log = scene.server.logOf(userId)
  return log && { userId, log }
}

const showingLog = ({ server }: Scene, userId: string, page: ReturnType<View['page']>): View => ({
  ...server.view,
  page: (asked, identityKey) => (asked === userId ? page : server.view.page(asked, identityKey)),
})

export const lies: Record<string, Lie> = {
  async 'a shorter log'(scene) {
    const found = logOfSomebody(scene)
    if (!found || found.log.entries.length < 2) return undefined
    const { log, userId } = found
    const entries = log.entries.slice(0, 1 + scene.random.below(log.entries.length - 1))
    return showingLog(scene, userId, pageOf(userId, { ...log, entries }))
  },

  async 'no log at all'(scene) {
    return showingLog(scene, someUser(scene), { identity: null, entries: [] })
  },

  async 'a log of another identity'(scene) {
    const userId = someUser(scene)
    const { entry, account } = await foundIdentity({ device: await newDevice(userId), atMs: startMs })
    return showingLog(scene, userId, pageOf(userId, { identityKey: account.identityKey, entries: [entry] }))
  },

  async 'a log with a device that a revoked one lets in'(scene) {
    const found = logOfSomebody(scene)
    const author = scene.accomplices.find(({ userId }) => userId === found?.userId)
    const account = author?.contacts.get(author.userId)?.account
    if (!found || !author || !account) return undefined
    const { device } = await newDevice(found.userId)
    const last = pageOf(found.userId, found.log).identity?.head
    const now = last ? { ...account, head: last } : account
    const entry = await admitDevice({ account: now, author: author.device, device, atMs: startMs })
    return showingLog(
      scene,
      found.userId,
      pageOf(found.userId, { ...found.log, entries: [...found.log.entries, entry] }),
    )
  },

  async 'a log in which an entry was exchanged'(scene) {
    const author = scene.accomplices.find(
      ({ deviceId, userId }) => placeOfRevocation(scene.server, userId, deviceId) > 0,
    )
    const account = author?.contacts.get(author.userId)?.account
    const log = author && scene.server.logOf(author.userId)
    if (!author || !account || !log || account.identityKey !== log.identityKey) return undefined
    const found = { userId: author.userId, log }
    const at = placeOfRevocation(scene.server, author.userId, author.deviceId)
    const before = found.log.entries[at - 1]
    if (!before) return undefined
    const { head } = pageOf(found.userId, { ...found.log, entries: found.log.entries.slice(0, at) }).identity ?? account
    const { device } = await newDevice(found.userId)
    const entry = await admitDevice({ account: { ...account, head }, author: author.device, device, atMs: startMs })
    const known = scene.victim.contacts.get(found.userId)?.account.head.sequence ?? -1
    // To whom has not seen so far, this would be the past as it was before the revocation (SPEC, what this does not do).
    if (known < at) return undefined
    return showingLog(
      scene,
      found.userId,
      pageOf(found.userId, { ...found.log, entries: [...found.log.entries.slice(0, at), entry] }),
    )
  },

  async 'fewer generations'({ server, random }) {
    const latest = server.view.latest()
    return latest < 2 ? undefined : { ...server.view, latest: () => 1 + random.below(latest - 1) }
  },

  async 'an old generation for a new one'({ server, random }) {
    const latest = server.view.latest()
    if (latest < 2) return undefined
    const old = server.view.generation(1 + random.below(latest - 1))
    return {
      ...server.view,
      latest: () => latest + 1,
      generation: (asked) => (asked > latest ? old : server.view.generation(asked)),
    }
  },

  async 'a generation by somebody without the secret before'({ server, victim, accomplices, random }) {
    const known = [...victim.contacts.values()].flatMap(({ account, former }) => [account, ...former])
    const isKnown = ({ userId, contacts }: ModelClient) =>
      known.some(({ identityKey }) => identityKey === contacts.get(userId)?.account.identityKey)
    const able = accomplices.filter(isKnown)
    const maker = able.length > 0 ? random.pick(able) : undefined
    const latest = victim.keys.generations.at(-1)
    if (!maker || !latest?.secret || latest.header.generation !== server.view.latest()) return undefined
    const own = beforeItsEnd(server, maker)
    if (!own) return undefined
    const members = [...victim.members(server.view).filter(({ account }) => account.userId !== maker.userId), own]
    const generations = [{ ...latest, secret: random.bytes(32) }]
    const keys = { ...victim.keys, generations }
    const kind = random.pick(['fresh', 'fresh', 'restart'] as const)
    const asked = { keys, kind, maker: maker.device, members, policy: server.policy, atMs: startMs }
    const made = await makeGeneration(asked)
    if (made.kind === 'refused') return undefined
    const { generation } = made.pending.header
    const [box] = await sealBoxes(made.pending, [victim.device.device])
    return {
      ...server.view,
      latest: () => generation,
      generation: (number) => (number === generation ? made.pending : server.view.generation(number)),
      box: (number, deviceId) => (number === generation ? box : server.view.box(number, deviceId)),
    }
  },

  async 'a header or roster with something changed'({ server, random }) {
    const changed = random.pick([
      'previous',
      'commitment',
      'continuity',
      'signature',
      'rosterDigest',
      'roster',
    ] as const)
    const generation = (number: number) => {
      const stored = server.view.generation(number)
      if (!stored || number !== server.view.latest()) return stored
      if (changed === 'roster') return { ...stored, roster: stored.roster.slice(1) }
      return { ...stored, header: { ...stored.header, [changed]: flip(random, stored.header[changed]) } }
    }
    return { ...server.view, generation }
  },

  async 'boxes of others, of other generations, with other secrets'({ server, random, victim }) {
    const stored = [...server.boxes.values()]
    const missing = victim.keys.generations.filter(({ secret }) => !secret)
    if (stored.length === 0 || missing.length === 0) return undefined
    const aim = random.pick(missing)
    const [forged] = await sealBoxes({ ...aim, secret: random.bytes(32) }, [victim.device.device])
    const box = (generation: number) => {
      if (generation === aim.header.generation) return forged
      const other = random.pick(stored)
      return random.below(3) === 0 ? { ...other, deviceId: victim.deviceId } : other
    }
    return { ...server.view, box }
  },

  async 'messages changed, moved, and in the name of others'({ server, random, insider }) {
    const envelope = server.envelopes.length > 0 ? random.pick(server.envelopes) : undefined
    if (!envelope) return undefined
    const latest = insider.keys.generations.at(-1)
    const forger = latest?.secret && insider.deviceId !== envelope.senderDeviceId ? insider : undefined
    const changes: SealedEnvelope[] = [
      { ...envelope, messageId: nextId(), sealed: flip(random, envelope.sealed) },
      { ...envelope, messageId: nextId() },
      { ...envelope, messageId: nextId(), senderId: someUserId(server, random) },
      { ...envelope, messageId: nextId(), generation: 1 + random.below(server.view.latest()) },
      { ...envelope, messageId: nextId(), commitment: flip(random, envelope.commitment) },
    ]
    if (forger)
      changes.push({
        ...(await forger.seal('"forged"')),
        senderId: envelope.senderId,
        senderDeviceId: envelope.senderDeviceId,
      })
    if (forger) changes.push(await posing(forger, envelope))
    return { ...server.view, messages: () => [...changes, ...server.envelopes, ...changes] }
  },
}

/** Itself, as its log was while the device stood: a roster may name a head of the past. */
function beforeItsEnd(server: ModelServer, { userId, deviceId, contacts }: ModelClient): Contact | undefined {
  const contact = contacts.get(userId)
  const at = placeOfRevocation(server, userId, deviceId)
  const hash = contact?.account.hashes[at - 1]
  if (!contact || at < 1 || hash === undefined) return contact
  const devices = contact.account.devices
    .filter(({ admittedAt }) => admittedAt < at)
    .map((device) =>
      device.revokedAt !== undefined && device.revokedAt >= at ? { ...device, revokedAt: undefined } : device,
    )
  return { ...contact, account: { ...contact.account, head: { sequence: at - 1, hash }, devices } }
}

const placeOfRevocation = (server: ModelServer, userId: string, deviceId: string): number =>
  server.logOf(userId)?.entries.findIndex(({ change }) => change.kind === 'revoke' && change.deviceId === deviceId) ??
  -1

const someUserId = (server: ModelServer, random: Random): string => random.pick([...server.present])

/** Sealed whole in the name of another: only the signature can tell. */
async function posing(forger: ModelClient, { senderId, senderDeviceId }: SealedEnvelope): Promise<SealedEnvelope> {
  const device = { ...forger.device, userId: senderId, device: { ...forger.device.device, deviceId: senderDeviceId } }
  const sealed = await sealEnvelope({ keys: forger.keys, device, messageId: nextId(), content: '"posing"' })
  if (sealed.kind === 'refused') throw new Error(sealed.reason)
  return sealed.envelope
}
