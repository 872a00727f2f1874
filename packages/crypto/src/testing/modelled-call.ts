import type { CallGroup, PendingCommit, PendingEntry } from '../mls/call-group.ts'
import { enterCallGroup } from '../mls/enter-call-group.ts'
import { type Call, callId, relay, startCall } from './call.ts'
import type { Random } from './random.ts'

type Participant = { identity: string; group: CallGroup }
type Removal = { committer: Participant; pending: PendingCommit }

/** A call as server and participants live it, step by random step; `check` in the test says what must hold after each. */
export class ModelledCall {
  participants: Participant[] = []
  /** Members that were removed lately. Half of them never heard of it and go on trying every commit. */
  ghosts: Participant[] = []
  #random: Random
  #groupInfo: Uint8Array
  /** Did not receive the last commit. */
  #behind: Participant | undefined

  private constructor(random: Random, call: Call, first: Participant) {
    this.#random = random
    this.#groupInfo = call.groupInfo
    this.participants = [first]
  }

  static async start(random: Random): Promise<ModelledCall> {
    const call = await startCall('p0')
    const [group] = call.groups
    if (!group) throw new Error('a call starts with its creator')
    return new ModelledCall(random, call, { identity: 'p0', group })
  }

  /** Returns the step's name. */
  async step(): Promise<string> {
    const size = this.participants.length
    if (size < 3 || (size < 5 && this.#random.below(4) === 0)) return this.#enter()
    if (size > 5) return this.#leave()
    return this.#random.pick([() => this.#leave(), () => this.#loseCommit(), () => this.#race()])()
  }

  async #enter(): Promise<string> {
    const newcomer = this.#someoneNew()
    await this.#acceptEntry(newcomer, await this.#prepareEntry(newcomer))
    return 'enter'
  }

  async #leave(): Promise<string> {
    const leaver = this.#random.pick(this.participants)
    await this.#acceptRemoval(leaver, await this.#prepareRemoval(leaver))
    return 'leave'
  }

  /** One participant misses a commit, cannot follow the next, and comes back by replacing its leaf. */
  async #loseCommit(): Promise<string> {
    this.#behind = this.#random.pick(this.participants)
    await this.#enter()
    const { identity, group } = this.#behind
    const next = await this.#prepareEntry('watcher')
    const outcome = await group.process(next.commit)
    if (outcome !== 'rejected') throw new Error(`a member that missed a commit says ${outcome}`)
    next.discard()
    this.participants = this.participants.filter((participant) => participant !== this.#behind)
    this.#behind = undefined
    group.close()
    await this.#acceptEntry(identity, await this.#prepareEntry(identity))
    return 'lose'
  }

  /** An entry and a removal for the same epoch; whoever comes second does it over. */
  async #race(): Promise<string> {
    const [newcomer, leaver] = [this.#someoneNew(), this.#random.pick(this.participants)]
    const [entry, removal] = await Promise.all([this.#prepareEntry(newcomer), this.#prepareRemoval(leaver)])
    if (this.#random.below(2) === 0) {
      await this.#acceptEntry(newcomer, entry)
      if (removal.pending.confirm() !== 'stale') throw new Error('a removal that lost was confirmed')
      await this.#acceptRemoval(leaver, await this.#prepareRemoval(leaver))
    } else {
      await this.#acceptRemoval(leaver, removal)
      entry.discard()
      await this.#acceptEntry(newcomer, await this.#prepareEntry(newcomer))
    }
    return 'race'
  }

  async #prepareEntry(identity: string): Promise<PendingEntry> {
    const outcome = await enterCallGroup({ groupInfo: this.#groupInfo, callId, identity, suite: 'x25519' })
    if (outcome.kind === 'rejected') throw new Error(outcome.reason)
    return outcome.pending
  }

  async #acceptEntry(identity: string, entry: PendingEntry): Promise<void> {
    await this.#relay(entry.commit, this.participants)
    this.participants.push({ identity, group: entry.confirm() })
    this.#groupInfo = entry.groupInfo
  }

  /** By the remaining member with the lowest leaf. */
  async #prepareRemoval(leaver: Participant): Promise<Removal> {
    const [committer] = this.participants
      .filter((participant) => participant !== leaver)
      .toSorted((a, b) => a.group.ownLeafIndex - b.group.ownLeafIndex)
    const pending = await committer?.group.remove([leaver.group.ownLeafIndex])
    if (!committer || !pending) throw new Error('the leaver has a leaf')
    return { committer, pending }
  }

  async #acceptRemoval(leaver: Participant, { committer, pending }: Removal): Promise<void> {
    if (pending.confirm() !== 'confirmed') throw new Error('an accepted removal is not confirmed')
    this.participants = this.participants.filter((participant) => participant !== leaver)
    await this.#relay(
      pending.commit,
      this.participants.filter((participant) => participant !== committer),
    )
    if (this.#random.below(2) === 0 && (await leaver.group.process(pending.commit)) !== 'removed') {
      throw new Error('the leaver was not told')
    }
    this.ghosts = [...this.ghosts.slice(-3), leaver]
    this.#groupInfo = pending.groupInfo
  }

  async #relay(commit: Uint8Array, receivers: readonly Participant[]): Promise<void> {
    const groups = receivers.filter((participant) => participant !== this.#behind).map(({ group }) => group)
    await relay({ groups, groupInfo: this.#groupInfo, suite: 'x25519' }, commit)
    for (const ghost of this.ghosts) {
      if ((await ghost.group.process(commit)) === 'applied') throw new Error(`${ghost.identity} follows after removal`)
    }
  }

  #someoneNew(): string {
    const present = new Set(this.participants.map(({ identity }) => identity))
    const absent = Array.from({ length: 12 }, (_, index) => `p${index}`).filter((identity) => !present.has(identity))
    return this.#random.pick(absent)
  }
}
