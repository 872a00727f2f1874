import { type CallSuite, createLeafKeys, type LeafKeys } from '@chaos/crypto'
import type { Clock, Timer } from '../platform.ts'

/** So long an entry waits for the device's word; it is made without it then, and again once it comes, ms. */
const vouchedWithinMs = 250

/** Says what a device says of a key (crypto's SPEC T5), each time that changes; null: for now it says nothing. */
export type Vouch = (signatureKey: Uint8Array, tell: (voucher: string | null) => void) => void

type Options = {
  suite: CallSuite
  clock: Clock
  /** Left out: nobody vouches, and nobody is waited for. */
  vouch?: Vouch | undefined
  /** A voucher came for which an entry did not wait. */
  onLate(): void
}

/** What our leaf shows for itself, the same for all entries of one stay: a key made for it, and a device's word for that key. */
export function createOwnLeaf({ suite, clock, vouch, onLate }: Options) {
  let leafKeys: LeafKeys | undefined
  let voucher: string | undefined
  /** What the newest entry has shown. */
  let shown: string | undefined
  let timer: Timer | undefined
  let closed = false
  const answered = Promise.withResolvers<void>()

  const told = (said: string | null): void => {
    if (closed) return
    voucher = said ?? undefined
    answered.resolve()
    if (leafKeys && voucher !== undefined && voucher !== shown) onLate()
  }

  const prepared = createLeafKeys(suite).then((made) => {
    if (vouch && !closed) {
      timer = clock.setTimeout(answered.resolve, vouchedWithinMs)
      vouch(made.publicKey, told)
    } else answered.resolve()
    return made
  })
  // Whoever needs it hears of it.
  prepared.catch(() => {})

  return {
    async forEntry(): Promise<{ leafKeys: LeafKeys; voucher: string | undefined }> {
      leafKeys = await prepared
      await answered.promise
      shown = voucher
      return { leafKeys, voucher }
    },
    /** The next entry would show more than the last one. */
    isRicher: (): boolean => voucher !== undefined && voucher !== shown,
    close(): void {
      closed = true
      if (timer) clock.clearTimeout(timer)
      answered.resolve()
      void prepared.then(({ signKey }) => signKey.fill(0)).catch(() => {})
    },
  }
}
