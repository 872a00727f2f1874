import { type CiphersuiteImpl, createCommit, encodeMlsMessage } from 'ts-mls'
import { equalBytes } from '../platform.ts'
import { applyCommit } from './apply-commit.ts'
import type { CallGroup, CallMember, PendingCommit, ProcessOutcome } from './call-group.ts'
import { type GroupEpoch, groupEpochOf, isOccupied, retire } from './group-epoch.ts'
import { type CommitMessage, decodeCommit, encodeGroupInfoOf } from './message.ts'
import { privacyCodeOf } from './privacy-code.ts'

type Pending = { commit: Uint8Array; next: GroupEpoch }

/** {@link CallGroup} on ts-mls. */
export class TsMlsGroup implements CallGroup {
  #cipherSuite: CiphersuiteImpl
  #current: GroupEpoch
  #standing: 'member' | 'removed' | 'closed' = 'member'
  #pending: Pending | undefined
  #turns: Promise<unknown> = Promise.resolve()

  constructor(first: GroupEpoch, cipherSuite: CiphersuiteImpl) {
    this.#current = first
    this.#cipherSuite = cipherSuite
  }

  get epoch(): number {
    return this.#current.epoch
  }

  get ownLeafIndex(): number {
    return this.#current.state.privatePath.leafIndex
  }

  get members(): readonly CallMember[] {
    return this.#current.members
  }

  async process(commit: Uint8Array): Promise<ProcessOutcome> {
    const decoded = decodeCommit(commit)
    if (!decoded || !this.#isOfThisCall(decoded)) return 'rejected'
    return this.#inTurn(() => this.#processInTurn(commit, decoded))
  }

  remove(leafIndexes: readonly number[]): Promise<PendingCommit | undefined> {
    return this.#inTurn(() =>
      this.#settled(async (current) => {
        if (leafIndexes.includes(this.ownLeafIndex)) throw new RangeError('a member cannot remove itself')
        const occupied = [...new Set(leafIndexes)].filter((leafIndex) => isOccupied(current, leafIndex))
        return occupied.length === 0 ? undefined : this.#prepareRemoval(current, occupied)
      }),
    )
  }

  async baseKey(): Promise<Uint8Array> {
    this.#requireMember()
    return this.#current.baseKey.slice()
  }

  async privacyCode(): Promise<string> {
    this.#requireMember()
    return privacyCodeOf(this.#current.state.keySchedule.epochAuthenticator)
  }

  groupInfo(): Promise<Uint8Array> {
    return this.#inTurn(() => this.#settled(({ state }) => encodeGroupInfoOf(state, this.#cipherSuite)))
  }

  close(): void {
    this.#end('closed')
  }

  async #processInTurn(commit: Uint8Array, decoded: CommitMessage): Promise<ProcessOutcome> {
    const settled = this.#outcomeWithoutApplying(commit, decoded)
    if (settled) return settled
    const current = this.#current
    const applied = await applyCommit(current, decoded, this.#cipherSuite)
    if (this.#hasMovedFrom(current)) {
      // Confirmed or closed meanwhile: the commit is now of a past epoch.
      if (applied.kind === 'applied') retire(applied.next, this.#current)
      return this.#processInTurn(commit, decoded)
    }
    if (applied.kind === 'applied') this.#moveTo(applied.next)
    if (applied.kind === 'removed') this.#end('removed')
    return applied.kind
  }

  #outcomeWithoutApplying(commit: Uint8Array, { content }: CommitMessage): ProcessOutcome | undefined {
    if (this.#standing !== 'member') return this.#standing === 'removed' ? 'removed' : 'ignored'
    if (content.epoch < this.epoch) return 'ignored'
    if (content.epoch > this.epoch) return 'rejected'
    return this.#pending && equalBytes(this.#pending.commit, commit) ? 'ignored' : undefined
  }

  #hasMovedFrom(current: GroupEpoch): boolean {
    return this.#current !== current || this.#standing !== 'member'
  }

  async #prepareRemoval(current: GroupEpoch, leafIndexes: readonly number[]): Promise<PendingCommit> {
    const extraProposals = leafIndexes.map((removed) => ({ proposalType: 'remove' as const, remove: { removed } }))
    const context = { state: current.state, cipherSuite: this.#cipherSuite }
    const made = await createCommit(context, { wireAsPublicMessage: true, extraProposals })
    const next = await groupEpochOf(made.newState, this.#cipherSuite)
    if (!next) throw new Error('a removal cannot make a roster invalid')
    const commit = encodeMlsMessage(made.commit)
    const groupInfo = await encodeGroupInfoOf(next.state, this.#cipherSuite)
    return this.#offer(current.epoch, groupInfo, { commit, next })
  }

  #offer(epoch: number, groupInfo: Uint8Array, pending: Pending): PendingCommit {
    this.#dropPending()
    this.#pending = pending
    return {
      epoch,
      commit: pending.commit,
      groupInfo,
      confirm: () => {
        if (this.#pending !== pending || this.#current.epoch !== epoch || this.#standing !== 'member') return 'stale'
        this.#pending = undefined
        this.#moveTo(pending.next)
        return 'confirmed'
      },
      discard: () => {
        if (this.#pending === pending) this.#dropPending()
      },
    }
  }

  #isOfThisCall({ content }: CommitMessage): boolean {
    return equalBytes(content.groupId, this.#current.state.groupContext.groupId)
  }

  #moveTo(next: GroupEpoch): void {
    const past = this.#current
    this.#current = next
    this.#dropPending()
    retire(past, next)
  }

  #dropPending(): void {
    const pending = this.#pending
    this.#pending = undefined
    if (pending) retire(pending.next, this.#current)
  }

  #end(standing: 'removed' | 'closed'): void {
    if (this.#standing !== 'member') return
    this.#standing = standing
    this.#dropPending()
    retire(this.#current)
  }

  #requireMember(): void {
    if (this.#standing !== 'member') throw new Error(`the call group is ${this.#standing}`)
  }

  /** One operation at a time, in the order of the calls. */
  #inTurn<Result>(operation: () => Promise<Result>): Promise<Result> {
    const result = this.#turns.then(operation)
    this.#turns = result.catch(() => undefined)
    return result
  }

  /** `confirm` and `close` do not wait for their turn; what was made of an epoch that passed meanwhile is made again. */
  async #settled<Result>(make: (current: GroupEpoch) => Promise<Result>): Promise<Result> {
    for (;;) {
      this.#requireMember()
      const current = this.#current
      const made = await make(current).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      )
      if (this.#hasMovedFrom(current)) continue
      if ('error' in made) throw made.error
      return made.value
    }
  }
}
