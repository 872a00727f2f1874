import type { CallGroup, CallMember, CallSuite, PendingCommit, PendingEntry } from '@chaos/crypto'
import { createCallGroup, enterCallGroup } from '@chaos/crypto'
import type { EpochKeys } from '@chaos/crypto/sframe'
import type { GroupState, ParticipantId, VoiceClientMessage, VoiceServerMessage } from '@chaos/protocol'
import type { Clock, Timer } from '../platform.ts'
import { fromBase64Url, toBase64Url } from './bytes.ts'
import { participantOf } from './identity.ts'
import { createOwnLeaf, type Vouch } from './own-leaf.ts'
import { removalTurn } from './removal-turn.ts'

/** After an entry the others go on with the old key this long, ms, so that the slowest has the new one. */
const overlapMs = 60
/** Pause before asking again where the group stands, ms. */
const syncPauseMs = 500

export type GroupMember = CallMember & { participantId: ParticipantId | undefined }

/** A new epoch: keys for the frames, and who holds them. The code takes a while to make, and nothing waits for it. */
export type GroupEpoch = { keys: EpochKeys; members: GroupMember[]; privacyCode: Promise<string> }

export type GroupRefusal = Extract<VoiceServerMessage, { type: 'group.refused' }>['reason']
export type GroupMessage = Extract<VoiceClientMessage, { type: `group.${string}` }>

export type GroupSessionOptions = {
  callId: Uint8Array
  /** Our leaf's identity text. */
  identity: string
  suite: CallSuite
  vouch?: Vouch
  clock: Clock
  send(message: GroupMessage): void
  /** Whether the server names this participant as being in the call. */
  isPresent(participantId: ParticipantId): boolean
  onEpoch(epoch: GroupEpoch): void
}

type Waiting =
  | { kind: 'creation'; group: CallGroup }
  | { kind: 'entry'; pending: PendingEntry }
  | { kind: 'removal'; pending: PendingCommit }

export type GroupSession = ReturnType<typeof createGroupSession>

/**
 * Our side of the call's MLS group: creates it or enters it, applies the others' commits, removes who left, and enters
 * anew whenever it lost the thread, so that a late or lost commit never ends in silence. One step at a time.
 */
export function createGroupSession(options: GroupSessionOptions) {
  const { callId, identity, suite, clock, send } = options
  const ownLeaf = createOwnLeaf({ suite, clock, vouch: options.vouch, onLate: () => void inOrder(renewLeaf) })
  let group: CallGroup | undefined
  let waiting: Waiting | undefined
  let queue: Promise<void> = Promise.resolve()
  let removalTimer: Timer | undefined
  let syncTimer: Timer | undefined
  let closed = false

  const inOrder = (step: () => Promise<void>): Promise<void> => {
    queue = queue.then(() => (closed ? undefined : step())).catch(() => askAgainLater())
    return queue
  }

  const askAgainLater = (): void => {
    if (closed || syncTimer) return
    syncTimer = clock.setTimeout(() => {
      syncTimer = undefined
      send({ type: 'group.sync' })
    }, syncPauseMs)
  }

  const forgetWaiting = (): void => {
    if (waiting?.kind === 'creation') waiting.group.close()
    else waiting?.pending.discard()
    waiting = undefined
  }

  const adopt = async (current: CallGroup, switchAfterMs: number): Promise<void> => {
    if (group !== current) group?.close()
    group = current
    const members = current.members.map((member) => ({ ...member, participantId: participantOf(member.identity) }))
    const leaves = members.map(({ leafIndex }) => leafIndex)
    const { epoch, ownLeafIndex } = current
    const baseKey = await current.baseKey()
    const privacyCode = current.privacyCode()
    // A group that closes meanwhile has no code to show.
    privacyCode.catch(() => {})
    options.onEpoch({ keys: { epoch, baseKey, ownLeafIndex, leaves, switchAfterMs }, members, privacyCode })
    planRemoval()
  }

  const planRemoval = (): void => {
    if (removalTimer) clock.clearTimeout(removalTimer)
    removalTimer = undefined
    const turn = group && removalTurn(leavesOf(group), group.ownLeafIndex)
    if (turn) removalTimer = clock.setTimeout(() => void inOrder(remove), turn.afterMs)
  }

  const leavesOf = ({ members, ownLeafIndex }: CallGroup) =>
    members.map(({ leafIndex, identity: text }) => {
      const participantId = participantOf(text)
      const present = leafIndex === ownLeafIndex || (participantId !== undefined && options.isPresent(participantId))
      return { leafIndex, present }
    })

  const remove = async (): Promise<void> => {
    const turn = group && !waiting ? removalTurn(leavesOf(group), group.ownLeafIndex) : undefined
    const pending = turn && (await group?.remove(turn.leafIndexes))
    if (pending) propose({ kind: 'removal', pending })
  }

  const propose = (next: Exclude<Waiting, { kind: 'creation' }>): void => {
    waiting = next
    const { epoch, commit, groupInfo } = next.pending
    send({ type: 'group.commit', epoch, commit: toBase64Url(commit), groupInfo: toBase64Url(groupInfo) })
  }

  /** The others learn who holds our leaf by another entry, which takes the place of the one before. */
  const renewLeaf = async (): Promise<void> => {
    if (group && !waiting && ownLeaf.isRicher()) send({ type: 'group.sync' })
  }

  const create = async (): Promise<void> => {
    const created = await createCallGroup({ callId, identity, suite, ...(await ownLeaf.forEntry()) })
    waiting = { kind: 'creation', group: created }
    send({ type: 'group.create', groupInfo: toBase64Url(await created.groupInfo()) })
  }

  const enter = async (state: GroupState): Promise<void> => {
    forgetWaiting()
    if (!state) return create()
    const own = { callId, identity, suite, ...(await ownLeaf.forEntry()) }
    const outcome = await enterCallGroup({ groupInfo: fromBase64Url(state.groupInfo), ...own })
    if (outcome.kind === 'entered') propose({ kind: 'entry', pending: outcome.pending })
    else if (outcome.reason === 'nobody_left') await create()
    else askAgainLater()
  }

  const accepted = async (): Promise<void> => {
    const done = waiting
    waiting = undefined
    if (done?.kind === 'creation') await adopt(done.group, 0)
    else if (done?.kind === 'entry') await adopt(done.pending.confirm(), 0)
    else if (done?.kind === 'removal' && group && done.pending.confirm() === 'confirmed') await adopt(group, 0)
    await renewLeaf()
  }

  const committed = async (epoch: number, commit: Uint8Array): Promise<void> => {
    // Whoever is not in yet is told by the refusal of its entry where the group stands.
    if (!group || epoch < group.epoch || waiting?.kind === 'entry') return
    const before = group.members
    const outcome = epoch === group.epoch ? await group.process(commit) : 'rejected'
    if (outcome === 'applied') return adopt(group, lostSomebody(before, group.members) ? 0 : overlapMs)
    if (outcome !== 'ignored') send({ type: 'group.sync' })
  }

  return {
    /** Begins, or goes on after a reconnect, from where the server says the group stands. */
    start: (state: GroupState) =>
      inOrder(async () => {
        if (group && state?.epoch === group.epoch && !waiting) return planRemoval()
        await enter(state)
      }),
    accepted: () => inOrder(accepted),
    refused: (reason: GroupRefusal, state: GroupState) =>
      inOrder(async () => {
        if (waiting?.kind === 'removal') {
          forgetWaiting()
          // The winner's commit is on its way to us, or was here first: then what it left to remove is to be done yet.
          if (reason === 'stale_epoch' && state?.epoch === group?.epoch) planRemoval()
          return
        }
        if (reason === 'stale_epoch') return enter(state)
        // The server does not understand us: at once would be the same again.
        forgetWaiting()
        askAgainLater()
      }),
    committed: (epoch: number, commit: string) => inOrder(() => committed(epoch, fromBase64Url(commit))),
    /** The answer to `group.sync`. What waits is answered by itself, and must not be mistaken for what came after it. */
    state: (state: GroupState) =>
      inOrder(async () => {
        if (!waiting) await enter(state)
      }),
    /** Somebody came or left. */
    presenceChanged: planRemoval,
    close(): void {
      closed = true
      if (removalTimer) clock.clearTimeout(removalTimer)
      if (syncTimer) clock.clearTimeout(syncTimer)
      forgetWaiting()
      ownLeaf.close()
      group?.close()
    },
  }
}

const lostSomebody = (before: readonly { identity: string }[], after: readonly { identity: string }[]): boolean =>
  before.some(({ identity }) => !after.some((member) => member.identity === identity))
