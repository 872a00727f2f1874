import type { CallKeys, CallLeafClaim } from '../voice-parts.ts'
import type { LeafStanding } from '../voice/leaf-standing.ts'
import type { KeyDeps } from './key-deps.ts'
import type { CallLeaf } from './key-vault.ts'
import type { createTrust } from './trust.ts'

type Deps = Pick<KeyDeps, 'vault' | 'getState'> & {
  trust: () => Pick<ReturnType<typeof createTrust>, 'readNow' | 'commands'>
  ownId: () => string | null
  readOwn: () => Promise<void>
}

type Verdict = Awaited<ReturnType<KeyDeps['vault']['checkCallLeaf']>>
type Watched = { userId: string; look: () => Promise<void> }

/** What a voucher is worth, by the newest log of its account. */
const standings: Record<Verdict, LeafStanding> = {
  good: 'vouched',
  malformed: 'refused',
  bad_signature: 'refused',
  unknown_device: 'refused',
  // Another identity is shown as such, and the voice is what people know each other by; it is not made to look confirmed.
  changed: 'unvouched',
}

/** Whether a later log may say otherwise. */
const isOpen = (verdict: Verdict): boolean => verdict === 'unknown_device' || verdict === 'changed'

/** By whom the leaves of calls are held: this device speaks for its own, and checks what others' devices say (crypto's SPEC T5). */
export function createCallKeys({ vault, getState, trust, ownId, readOwn }: Deps) {
  const watched = new Set<Watched>()
  let waiting: { leaf: CallLeaf; tell: (voucher: string | null) => void } | null = null

  const isReady = () => getState().keys.status === 'ready'
  const mayComeSoon = () => {
    const { status, problem } = getState().keys
    return problem === null && (status === 'none' || status === 'settingUp')
  }

  async function vouch({ leaf, tell }: NonNullable<typeof waiting>): Promise<void> {
    tell(await vault.vouchForCall(leaf).catch(() => null))
  }

  /** `isFresh`: the account's log was read just now. */
  async function judge(claim: CallLeafClaim, isFresh: boolean): Promise<LeafStanding> {
    const verdict = await vault.checkCallLeaf(claim).catch(() => null)
    if (verdict === null) return 'unvouched'
    return isFresh || !isOpen(verdict) ? standings[verdict] : 'unchecked'
  }

  const read = (userId: string): Promise<void> => (userId === ownId() ? readOwn() : trust().readNow(userId))

  const callKeys: CallKeys = {
    vouch(leaf, tell) {
      waiting = null
      if (isReady()) return void vouch({ leaf, tell })
      // Whoever has no keys talks without them, at once; should they come, the leaf is made anew.
      if (!mayComeSoon()) tell(null)
      waiting = { leaf, tell }
    },
    watch(claim, tell) {
      const { userId } = claim
      let standing: LeafStanding = 'unchecked'
      let stopped = false
      const take = (next: LeafStanding) => {
        if (stopped || next === standing) return
        standing = next
        tell(next)
      }
      const one = { userId, look: async () => take(await judge(claim, true)) }
      watched.add(one)
      const unfollow = userId === ownId() ? () => {} : trust().commands.follow([userId])
      const begin = async () => {
        take(await judge(claim, false))
        if (standing !== 'unchecked') return
        await read(userId)
        if (userId === ownId()) await one.look()
        // Nobody could say: they are heard, and not shown as confirmed.
        take(standing === 'unchecked' ? 'unvouched' : standing)
      }
      void begin()
      return () => {
        stopped = true
        watched.delete(one)
        unfollow()
      }
    },
  }

  const lookAgain = (userId: string | null): void => {
    for (const one of watched) if (one.userId === userId) void one.look()
  }

  return {
    callKeys,
    /** Somebody's log was read. */
    read: lookAgain,
    /** Own keys were read again. */
    ownRead(): void {
      lookAgain(ownId())
      if (!isReady() || !waiting) return
      const late = waiting
      waiting = null
      void vouch(late)
    },
    stop(): void {
      waiting = null
    },
  }
}
