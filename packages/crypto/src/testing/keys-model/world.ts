import { secretsToArchive, takeArchived } from '../../channel-keys/boxes.ts'
import { headerHash } from '../../channel-keys/generation-bytes.ts'
import type { PendingGeneration } from '../../channel-keys/make-generation.ts'
import type { Account } from '../../identity/account.ts'
import { answerOffer, takeReveal } from '../../identity/answer-offer.ts'
import { type DeviceKeys, deviceOfSeeds, newSeeds } from '../../identity/device-keys.ts'
import { offerDevice, takeAnswer } from '../../identity/offer-device.ts'
import type { KeyLogEntry } from '../../identity/records.ts'
import { admitDevice, foundIdentity, revokeDevice } from '../../identity/write-log.ts'
import { type KeyArchive, openArchive, sealArchive } from '../../recovery/archive.ts'
import { newDevice, nextId, startMs } from '../people.ts'
import type { Random } from '../random.ts'
import { ModelClient } from './client.ts'
import { lies } from './lies.ts'
import { ModelServer, type View } from './server.ts'
import { Truth } from './truth.ts'

type Owner = { userId: string; recovery?: DeviceKeys; archive?: KeyArchive }
type Step = () => Promise<boolean>

const atMs = startMs
const liesAStep = 3
const most = { users: 5, devices: 3, messages: 25 }

/** A channel, its people with their devices, and a server that lies now and then; one random step after the other. */
export class World {
  readonly server = new ModelServer(nextId())
  readonly truth = new Truth(this.server)
  /** How often each step was done. */
  readonly done = new Map<string, number>()
  readonly #random: Random
  readonly #owners: Owner[] = []
  /** Devices in standing, of members and of those who are out. */
  clients: ModelClient[] = []
  /** Revoked, stolen, given up. They keep what they have, and the server shows them everything. */
  ghosts: ModelClient[] = []
  #texts = 0

  readonly steps: Record<string, Step> = {
    join: () => this.#join(),
    leave: () => this.#leave(),
    'add device': () => this.#addDevice(),
    revoke: () => this.#revoke(),
    'set up recovery': () => this.#setUpRecovery(),
    recover: () => this.#recover(),
    'start afresh': () => this.#startAfresh(),
    send: () => this.#send(),
    'send again': () => this.#send(),
    serve: () => this.#serve(),
    race: () => this.#race(),
    equivocate: () => this.#equivocate(),
    policy: () => this.#changePolicy(),
    'lose and repeat': () => this.#loseAndRepeat(),
    lie: () => this.#lie(),
    'lie again': () => this.#lie(),
    settle: () => this.settle(),
  }

  constructor(random: Random) {
    this.#random = random
  }

  async start(): Promise<void> {
    while (this.server.present.size < 2) await this.#join()
    await this.#send()
  }

  /** Does one step that is possible now, and says which; every third time one that was done least. */
  async step(): Promise<string> {
    const rarest = this.#random.below(3) === 0
    const names = Object.keys(this.steps).toSorted((a, b) => this.#countOf(a) - this.#countOf(b))
    for (let attempt = 0; ; attempt++) {
      const name = (rarest ? names[attempt] : undefined) ?? this.#random.pick(names)
      if (!(await this.steps[name]?.())) continue
      this.done.set(name, this.#countOf(name) + 1)
      return name
    }
  }

  #countOf(name: string): number {
    return this.done.get(name) ?? 0
  }

  active(): ModelClient[] {
    return this.clients.filter(({ userId }) => this.server.present.has(userId))
  }

  /** Everybody reads the truth, and whoever can serves whoever waits, until nothing changes any more. */
  async settle(): Promise<boolean> {
    for (let round = 0; round < 3; round++) {
      for (const client of this.active()) await client.sync(this.server.view)
      this.truth.permitMembers()
      for (const client of this.active()) await client.serve(this.server)
    }
    for (const client of this.active()) await client.sync(this.server.view)
    return true
  }

  /** What lies told: each as it was, with what the client made of it. */
  readonly told: { lie: string; refusals: readonly string[]; fault: string | undefined }[] = []

  async #join(): Promise<boolean> {
    const out = this.#owners.filter(({ userId }) => !this.server.present.has(userId))
    if (this.#owners.length < most.users && (out.length === 0 || this.#random.below(2) === 0)) {
      const owner = { userId: nextId() }
      this.#owners.push(owner)
      await this.#found(owner)
      this.server.present.add(owner.userId)
      return true
    }
    const [back] = out
    if (back) this.server.present.add(back.userId)
    return back !== undefined
  }

  async #leave(): Promise<boolean> {
    if (this.server.present.size < 3) return false
    this.server.present.delete(this.#random.pick([...this.server.present]))
    return true
  }

  async #addDevice(): Promise<boolean> {
    const old = this.#random.pick(this.active())
    if (this.truth.standing(old.userId).length >= most.devices) return false
    await this.#approve(old, await newDevice(old.userId))
    return true
  }

  /** The exchange of SPEC I10 to I14, with both people looking at their screens. */
  async #approve(old: ModelClient, device: DeviceKeys): Promise<void> {
    const offering = offerDevice({ approvalId: nextId(), userId: old.userId, device: device.device })
    const account = await this.#accountOf(old)
    const answered = await answerOffer({ account, deviceId: old.deviceId, offer: offering.offer })
    if (answered.kind === 'refused') throw new Error(answered.reason)
    const taken = takeAnswer(offering, answered.state.answer)
    const code = taken.kind === 'code' && takeReveal(answered.state, taken.reveal)
    if (!code || code.kind !== 'code' || code.code !== taken.code) throw new Error('the digits differ')
    this.#append(await admitDevice({ account, author: old.device, device: device.device, atMs }))
    await this.#enrol(device)
  }

  async #revoke(): Promise<boolean> {
    const by = this.#random.pick(this.active())
    const other = this.clients.find(({ userId, deviceId }) => userId === by.userId && deviceId !== by.deviceId)
    if (!other) return false
    const account = await this.#accountOf(by)
    this.#append(await revokeDevice({ account, author: by.device, deviceId: other.deviceId, atMs }))
    this.#giveUp([other])
    return true
  }

  async #setUpRecovery(): Promise<boolean> {
    const by = this.#random.pick(this.active())
    const owner = this.#ownerOf(by.userId)
    const account = await this.#accountOf(by)
    if (!owner.recovery || this.#random.below(3) === 0) {
      const recovery = await deviceOfSeeds({ userId: by.userId, deviceId: nextId(), kind: 'recovery' }, newSeeds())
      this.#append(await admitDevice({ account, author: by.device, device: recovery.device, atMs }))
      owner.recovery = recovery
    }
    const secrets = secretsToArchive(by.keys)
    const sealed = await sealArchive({ account: await this.#accountOf(by), author: by.device, sequence: 0, secrets })
    if (sealed.kind === 'refused') throw new Error(sealed.reason)
    owner.archive = sealed.archive
    return true
  }

  /** All devices are lost or stolen; the code brings the account back and shuts them out. */
  async #recover(): Promise<boolean> {
    const owner = this.#random.pick(this.#owners)
    const { recovery, archive, userId } = owner
    const lost = this.clients.filter((client) => client.userId === userId)
    const [any] = lost
    if (!recovery || !archive || !any) return false
    const device = await newDevice(userId)
    this.#append(
      await admitDevice({ account: await this.#accountOf(any), author: recovery, device: device.device, atMs }),
    )
    const client = await this.#enrol(device)
    for (const { deviceId } of lost) {
      this.#append(await revokeDevice({ account: await this.#accountOf(client), author: recovery, deviceId, atMs }))
    }
    this.#giveUp(lost)
    await client.sync(this.server.view)
    const opened = await openArchive({ account: await this.#accountOf(client), recovery, archive })
    if (opened.kind === 'refused') throw new Error(opened.reason)
    this.truth.inherit(
      this.ghosts.filter((ghost) => ghost.userId === userId).map(({ deviceId }) => deviceId),
      client.deviceId,
    )
    client.keys = takeArchived(client.keys, opened.secrets)
    return true
  }

  async #startAfresh(): Promise<boolean> {
    if (this.#random.below(3) > 0) return false
    const owner = this.#random.pick(this.#owners)
    this.#giveUp(this.clients.filter(({ userId }) => userId === owner.userId))
    delete owner.recovery
    delete owner.archive
    await this.#found(owner)
    return true
  }

  async #send(): Promise<boolean> {
    const sender = this.#random.pick(this.active())
    await sender.sync(this.server.view)
    if ((await this.#makeWhatIsDue(sender)) === 'wait') return this.#waitOrRestart(sender)
    await this.#post(sender)
    return true
  }

  /** SPEC G11, before anything is sealed or served. */
  async #makeWhatIsDue(client: ModelClient): Promise<'wait' | 'good'> {
    const pending = await client.prepare(this.server)
    if (pending === 'wait') return pending
    if (pending && !(await this.#publish(client, pending, this.truth.snapshot()))) throw new Error('nobody was faster')
    return 'good'
  }

  /** Nobody who is here holds the secret: a person decides to go on without the past. */
  async #waitOrRestart(sender: ModelClient): Promise<boolean> {
    await this.settle()
    for (const client of this.active()) {
      await client.sync(this.server.view)
      await this.#makeWhatIsDue(client)
    }
    await this.settle()
    const latest = this.server.view.latest()
    const isHeld = this.active().some(({ keys }) =>
      keys.generations.some(({ header, secret }) => secret && header.generation === latest),
    )
    if (isHeld || sender.keys.generations.at(-1)?.header.generation !== latest) return true
    await this.#publish(sender, await sender.make(this.server, 'restart'), this.truth.snapshot())
    return true
  }

  async #publish(
    maker: ModelClient,
    pending: PendingGeneration,
    snapshot: ReturnType<Truth['snapshot']>,
  ): Promise<boolean> {
    if (!this.server.accept(pending)) return false
    const { generation } = pending.header
    this.truth.made({ generation, secret: pending.secret }, snapshot)
    const recipients = maker.confirm(pending)
    const arrived = recipients.filter(() => this.#random.below(4) > 0)
    await maker.box(this.server, generation, arrived)
    return true
  }

  async #post(sender: ModelClient): Promise<void> {
    this.#texts += 1
    const content = JSON.stringify({ text: `message ${this.#texts}` })
    const envelope = await sender.seal(content)
    this.truth.sent.set(envelope.messageId, { content, generation: envelope.generation })
    this.server.envelopes = [...this.server.envelopes.slice(1 - most.messages), envelope]
  }

  async #serve(): Promise<boolean> {
    const client = this.#random.pick(this.active())
    await client.sync(this.server.view)
    await this.#makeWhatIsDue(client)
    this.truth.permitMembers()
    await client.serve(this.server)
    return true
  }

  /** Two make the next generation at once; sometimes somebody loses access in between. */
  async #race(): Promise<boolean> {
    const racers = await this.#racers()
    if (!racers) return false
    const pending = await Promise.all(racers.map((racer) => racer.make(this.server, 'fresh')))
    const snapshot = this.truth.snapshot()
    if (this.#random.below(2) === 0) await this.#revoke()
    const order = this.#random.below(2) === 0 ? [0, 1] : [1, 0]
    for (const index of order) {
      const [racer, made] = [racers[index], pending[index]]
      if (!racer || !made) return false
      const won = await this.#publish(racer, made, snapshot)
      if (won !== (index === order[0])) throw new Error('the first wins')
      if (!won) await racer.sync(this.server.view)
    }
    return true
  }

  /** The server tells both racers that they won. The loser is on a fork, and finds out as soon as it hears the truth. */
  async #equivocate(): Promise<boolean> {
    const racers = await this.#racers()
    const [winner, loser] = racers ?? []
    if (!winner || !loser) return false
    const [made, lost] = await Promise.all([winner.make(this.server, 'fresh'), loser.make(this.server, 'fresh')])
    await this.#publish(winner, made, this.truth.snapshot())
    loser.confirm(lost)
    const refusedBefore = loser.refusals.length
    const envelope = await loser.seal('"on a fork"')
    for (const other of this.#everybody().filter((client) => client !== loser)) {
      await other.sync(this.server.view)
      if ((await other.tryOpen(envelope)).kind === 'opened') throw new Error('read on a fork')
    }
    await loser.sync(this.server.view)
    const noticed = loser.refusals.slice(refusedBefore).includes('header: rolled_back')
    if (!noticed) throw new Error('a fork went unnoticed')
    loser.keys = { ...loser.keys, generations: loser.keys.generations.slice(0, -1) }
    await loser.sync(this.server.view)
    return true
  }

  async #racers(): Promise<[ModelClient, ModelClient] | undefined> {
    for (const client of this.active()) await client.sync(this.server.view)
    const latest = this.server.view.latest()
    const able = this.active().filter(({ keys }) => {
      const known = keys.generations.at(-1)
      return known?.secret && known.header.generation === latest
    })
    const one = this.#random.below(Math.max(1, able.length))
    const [first, second] = [able[one], able[one + 1] ?? able[0]]
    return first && second && first !== second ? [first, second] : undefined
  }

  async #changePolicy(): Promise<boolean> {
    this.server.policy = this.server.policy === 'all' ? 'from_joining' : 'all'
    return true
  }

  /** A client hears some, twice, and in any order. */
  async #loseAndRepeat(): Promise<boolean> {
    const client = this.#random.pick(this.active())
    const { view } = this.server
    const lossy: View = {
      ...view,
      latest: () => Math.max(1, view.latest() - this.#random.below(3)),
      box: (generation, deviceId) => (this.#random.below(2) === 0 ? view.box(generation, deviceId) : undefined),
      generation: (generation) => (this.#random.below(4) > 0 ? view.generation(generation) : undefined),
      messages: () =>
        view
          .messages()
          .flatMap((one) => [one, one].slice(this.#random.below(3)))
          .toReversed(),
    }
    await client.sync(lossy)
    return true
  }

  /** Some of those that were told least so far, to one after the other. */
  async #lie(): Promise<boolean> {
    const count = (name: string) => this.told.filter(({ lie }) => lie === name).length
    const names = Object.keys(lies).toSorted((a, b) => count(a) - count(b))
    let told = 0
    for (const name of names) if (told < liesAStep && (await this.#tell(name))) told += 1
    return told > 0
  }

  async #tell(name: string): Promise<boolean> {
    const [victim, insider] = [this.#random.pick(this.active()), this.#random.pick(this.active())]
    for (const client of [victim, insider]) if (this.#random.below(2) === 0) await client.sync(this.server.view)
    const scene = { server: this.server, random: this.#random, victim, insider, accomplices: this.ghosts }
    const view = await lies[name]?.(scene)
    if (!view) return false
    const before = victim.refusals.length
    await victim.sync(view)
    this.told.push({ lie: name, refusals: victim.refusals.slice(before), fault: this.truth.faultOf(victim) })
    return true
  }

  #everybody(): readonly ModelClient[] {
    return [...this.clients, ...this.ghosts]
  }

  async #found(owner: Owner): Promise<void> {
    const device = await newDevice(owner.userId)
    const { entry } = await foundIdentity({ device, atMs })
    this.#append(entry)
    await this.#enrol(device)
  }

  async #enrol(device: DeviceKeys): Promise<ModelClient> {
    const judge = {
      isIdentity: (userId: string, identityKey: string) => this.server.logOf(userId, identityKey) !== undefined,
      isGeneration: (hash: string) => this.server.generations.some(({ header }) => headerHash(header) === hash),
    }
    const client = new ModelClient(device, { channelId: this.server.channelId, judge })
    this.clients.push(client)
    return client
  }

  #giveUp(clients: readonly ModelClient[]): void {
    this.clients = this.clients.filter((client) => !clients.includes(client))
    this.ghosts = [...clients, ...this.ghosts].slice(0, 6)
  }

  async #accountOf(client: ModelClient): Promise<Account> {
    await client.sync(this.server.view)
    const account = client.contacts.get(client.userId)?.account
    if (!account) throw new Error('a client knows its own account')
    return account
  }

  #append(entry: KeyLogEntry): void {
    if (!this.server.append(entry)) throw new Error('an entry out of turn')
  }

  #ownerOf(userId: string): Owner {
    const owner = this.#owners.find((other) => other.userId === userId)
    if (!owner) throw new Error('everybody has an owner')
    return owner
  }
}
