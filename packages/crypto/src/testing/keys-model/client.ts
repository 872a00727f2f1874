import { boxableDevices, firstRecipients, openBox, sealBoxes } from '../../channel-keys/boxes.ts'
import { type ChannelKeys, latestGeneration, missingSecrets, noChannelKeys } from '../../channel-keys/channel-keys.ts'
import { dueGeneration } from '../../channel-keys/due-generation.ts'
import { checkRoster, type Named } from '../../channel-keys/check-roster.ts'
import { headerHash } from '../../channel-keys/generation-bytes.ts'
import { confirmGeneration, makeGeneration, type PendingGeneration } from '../../channel-keys/make-generation.ts'
import { takeGeneration, type TakeOutcome } from '../../channel-keys/take-generation.ts'
import { takeOlder } from '../../channel-keys/take-older.ts'
import type { DeviceKeys } from '../../identity/device-keys.ts'
import type { KeyDevice, KeyLogPage } from '../../identity/records.ts'
import type { SealedEnvelope } from '../../sealing/envelope-records.ts'
import { openEnvelope } from '../../sealing/open-envelope.ts'
import { sealEnvelope } from '../../sealing/seal-envelope.ts'
import { acceptIdentity, type Contact, meet, rememberFormer } from '../../trust/contact.ts'
import { nextId, startMs } from '../people.ts'
import type { ModelServer, StoredGeneration, View } from './server.ts'

/** Whether a person who looks would find that this is really so: the safety number, a word with the maker of a restart. */
export type Judge = { isIdentity(userId: string, identityKey: string): boolean; isGeneration(hash: string): boolean }

/** One device of somebody, as a client program would run it. */
export class ModelClient {
  readonly userId: string
  readonly device: DeviceKeys
  contacts = new Map<string, Contact>()
  keys: ChannelKeys
  /** What it could read: content by message. */
  readonly read = new Map<string, string>()
  /** What it refused, with the reason; a lie shows here or changes nothing. */
  refusals: string[] = []
  readonly #judge: Judge

  constructor(device: DeviceKeys, { channelId, judge }: { channelId: string; judge: Judge }) {
    this.userId = device.userId
    this.device = device
    this.keys = noChannelKeys(channelId)
    this.#judge = judge
  }

  get deviceId(): string {
    return this.device.device.deviceId
  }

  async sync(view: View): Promise<void> {
    for (const userId of new Set([this.userId, ...view.members()])) await this.#meet(userId, view)
    await this.#takeGenerations(view)
    await this.#takeOlder(view)
    await this.#openBoxes(view)
    for (const envelope of view.messages()) await this.#open(envelope, view)
  }

  /** Those members whose pinned identity is the one that is shown now. */
  members(view: View): readonly Contact[] {
    return view.members().flatMap((userId) => {
      const contact = this.contacts.get(userId)
      const shown = view.page(userId).identity?.identityKey
      return contact && contact.account.identityKey === shown ? [contact] : []
    })
  }

  /** The next generation, if one is due. */
  async prepare(server: ModelServer): Promise<PendingGeneration | 'wait' | undefined> {
    const members = this.members(server.view)
    const due = dueGeneration({ keys: this.keys, members, policy: server.policy, nowMs: startMs })
    if (due === undefined || due === 'wait') return due
    return this.make(server, due)
  }

  async make(server: ModelServer, kind: 'first' | 'fresh' | 'advance' | 'restart'): Promise<PendingGeneration> {
    const members = this.members(server.view)
    const { policy } = server
    const made = await makeGeneration({ keys: this.keys, kind, maker: this.device, members, policy, atMs: startMs })
    if (made.kind === 'refused') throw new Error(`${kind}: ${made.reason}`)
    return made.pending
  }

  confirm(pending: PendingGeneration): readonly KeyDevice[] {
    const keys = confirmGeneration(this.keys, pending)
    if (!keys) throw new Error('the server took it, so nobody was faster')
    this.keys = keys
    return firstRecipients(keys, this.contacts)
  }

  async box(server: ModelServer, generation: number, devices: readonly KeyDevice[]): Promise<void> {
    const known = this.keys.generations.find(({ header }) => header.generation === generation)
    if (!known?.secret) return
    for (const box of await sealBoxes(known, devices)) server.putBox(generation, box)
  }

  /** Serves everybody who waits and whom it may serve (SPEC G12). Returns who got what. */
  async serve(server: ModelServer): Promise<readonly { deviceId: string; generation: number }[]> {
    const served: { deviceId: string; generation: number }[] = []
    for (const { header, secret } of this.keys.generations) {
      const { generation } = header
      if (!secret) continue
      for (const contact of this.members(server.view)) {
        const devices = boxableDevices(this.keys, generation, contact).filter(
          ({ deviceId }) => deviceId !== this.deviceId && !server.view.box(generation, deviceId),
        )
        await this.box(server, generation, devices)
        served.push(...devices.map(({ deviceId }) => ({ deviceId, generation })))
      }
    }
    return served
  }

  async seal(content: string) {
    const outcome = await sealEnvelope({ keys: this.keys, device: this.device, messageId: nextId(), content })
    if (outcome.kind === 'refused') throw new Error(outcome.reason)
    return outcome.envelope
  }

  async tryOpen(envelope: SealedEnvelope) {
    return openEnvelope({ keys: this.keys, contacts: this.contacts, envelope })
  }

  async #open(envelope: SealedEnvelope, view: View): Promise<void> {
    if (this.read.has(envelope.messageId)) return
    let outcome = await this.tryOpen(envelope)
    if (outcome.kind === 'unknown_device') {
      await this.#lookUp([outcome.sender], view)
      outcome = await this.tryOpen(envelope)
    }
    if (outcome.kind === 'opened') this.read.set(envelope.messageId, outcome.content)
    else this.refusals.push(`message: ${outcome.kind === 'refused' ? outcome.reason : outcome.kind}`)
  }

  async #meet(userId: string, view: View): Promise<void> {
    const known = this.contacts.get(userId)
    const page = pageFrom(view.page(userId), known)
    let outcome = await meet({ userId, known, page })
    if (outcome.kind === 'identity_changed' && known && this.#judge.isIdentity(userId, outcome.identityKey)) {
      outcome = await acceptIdentity({ known, identityKey: outcome.identityKey, page: view.page(userId) })
    }
    if (outcome.kind === 'met' && !known && !this.#judge.isIdentity(userId, outcome.contact.account.identityKey)) {
      this.refusals.push('log: safety numbers differ')
    } else if (outcome.kind === 'met' || outcome.kind === 'updated') {
      this.contacts.set(userId, outcome.contact)
    } else {
      this.refusals.push(`log: ${outcome.kind === 'refused' ? outcome.reason : outcome.kind}`)
    }
  }

  async #takeGenerations(view: View): Promise<void> {
    // The last one that is known is asked for again: another one in its place means a fork.
    const from = latestGeneration(this.keys)?.header.generation ?? view.latest()
    for (let generation = Math.max(1, from); generation <= view.latest(); generation++) {
      const stored = view.generation(generation)
      if (!stored || !(await this.takeOne(stored, view))) return
    }
  }

  /** True when it is known now. */
  async takeOne(stored: StoredGeneration, view: View): Promise<boolean> {
    for (let attempt = 0; attempt < 4; attempt++) {
      const outcome = await this.#take(stored)
      if (outcome.kind === 'taken') this.keys = outcome.keys
      if (outcome.kind === 'taken' || outcome.kind === 'known') return true
      if (outcome.kind === 'behind' || outcome.kind === 'identity_changed') await this.#lookUp(outcome.people, view)
      else {
        this.refusals.push(`header: ${outcome.kind === 'refused' ? outcome.reason : outcome.kind}`)
        return false
      }
    }
    this.refusals.push('header: people unknown')
    return false
  }

  async #take({ header, roster }: StoredGeneration): Promise<TakeOutcome> {
    const { keys, contacts } = this
    const taking = { keys, header, roster, contacts }
    const outcome = await takeGeneration(taking)
    if (outcome.kind !== 'restarted' || !this.#judge.isGeneration(headerHash(header))) return outcome
    return takeGeneration({ ...taking, acceptRestart: true })
  }

  /** A roster names them: by their present identity, or by one from before. */
  async #lookUp(people: readonly Named[], view: View): Promise<void> {
    for (const { userId, identityKey } of people) {
      const pinned = this.contacts.get(userId)?.account.identityKey
      if (pinned === undefined || pinned === identityKey) await this.#meet(userId, view)
      const known = this.contacts.get(userId)
      if (!known || !this.#judge.isIdentity(userId, identityKey)) continue
      const outcome = await rememberFormer({ known, identityKey, page: view.page(userId, identityKey) })
      if (outcome.kind === 'updated') this.contacts.set(userId, outcome.contact)
    }
  }

  async #takeOlder(view: View): Promise<void> {
    const anchor = this.keys.generations[0]?.header.generation ?? 1
    const older: StoredGeneration[] = []
    for (let generation = anchor - 1; generation >= 1; generation--) {
      const stored = view.generation(generation)
      if (stored) older.push(stored)
    }
    if (older.length === 0) return
    const taken = takeOlder(this.keys, older)
    if (taken.kind === 'refused') {
      this.refusals.push(`older: ${taken.reason}`)
      return
    }
    this.keys = taken.keys
    for (const { roster } of older) {
      const people = checkRoster(roster, this.contacts)
      if (people.kind === 'behind' || people.kind === 'identity_changed') await this.#lookUp(people.people, view)
    }
  }

  async #openBoxes(view: View): Promise<void> {
    for (const generation of missingSecrets(this.keys)) {
      const box = view.box(generation, this.deviceId)
      if (!box) continue
      const outcome = await openBox({ keys: this.keys, generation, box, device: this.device })
      if (outcome.kind === 'opened') this.keys = outcome.keys
      else this.refusals.push(`box: ${outcome.reason}`)
    }
  }
}

/** Asks for what is new, and for the entry that it knows to be the last. */
function pageFrom(page: KeyLogPage, known: Contact | undefined): KeyLogPage {
  if (!known || page.identity?.identityKey !== known.account.identityKey) return page
  return { ...page, entries: page.entries.filter(({ sequence }) => sequence >= known.account.head.sequence) }
}
