import type { Loudness } from './loudness.ts'

/** A holder keeps its slot at least this long, so that two people in a quick exchange do not cut each other off. */
const shortestHoldMs = 800
/** A challenger has to be this much louder than a holder who is speaking. */
const hysteresisDb = 6

export type SlotChange = { slot: number; holder: string | null }

type Slot = { holder: string | null; sinceMs: number }
type Candidate = { id: string; loudness: Loudness; hasPriority: boolean }
type Claim = { slot: number; loudness: number; speaking: boolean; hasPriority: boolean }

export type SlotPicker = ReturnType<typeof createSlotPicker>

/** Of two that are equally loud, who has priority stays. */
const isWeaker = (one: Claim, other: Claim): boolean =>
  one.loudness < other.loudness || (one.loudness === other.loudness && !one.hasPriority && other.hasPriority)

/**
 * Decides who is heard. Up to `count` participants everybody has a slot of their own; beyond that the loudest have them.
 * A slot stays with its holder until somebody else has a better claim, so that words are not cut. Who has priority and
 * speaks is never without a slot, unless all are held by others of that kind.
 */
export function createSlotPicker(count: number) {
  const slots: Slot[] = Array.from({ length: count }, () => ({ holder: null, sinceMs: 0 }))
  const slotOf = new Map<string, number>()
  const candidates = new Map<string, Candidate>()

  const give = (slot: number, holder: string | null, nowMs: number): SlotChange => {
    const entry = slots[slot]
    if (!entry) throw new RangeError(`no slot ${slot}`)
    if (entry.holder) slotOf.delete(entry.holder)
    if (holder) slotOf.set(holder, slot)
    entry.holder = holder
    entry.sinceMs = nowMs
    return { slot, holder }
  }

  const claimOf = ({ loudness, hasPriority }: Candidate, slot: number, nowMs: number): Claim => ({
    slot,
    loudness: loudness.value(nowMs),
    speaking: loudness.speaking(nowMs),
    hasPriority,
  })

  /** @param heldForMs how long a slot must have been held to be taken */
  const weakest = (nowMs: number, heldForMs: number): Claim | undefined => {
    let found: Claim | undefined
    for (const [slot, { holder, sinceMs }] of slots.entries()) {
      const candidate = holder === null ? undefined : candidates.get(holder)
      if (!candidate || nowMs - sinceMs < heldForMs) continue
      const claim = claimOf(candidate, slot, nowMs)
      if (claim.hasPriority && claim.speaking) continue
      if (!found || isWeaker(claim, found)) found = claim
    }
    return found
  }

  /** How loud a challenger has to be to take this holder's slot. */
  const needed = (holder: Claim, challenger: Candidate): number =>
    holder.speaking && !challenger.hasPriority ? holder.loudness + hysteresisDb : 0

  return {
    knows: (id: string): boolean => candidates.has(id),
    slotOf: (id: string): number | undefined => slotOf.get(id),
    holders: (): (string | null)[] => slots.map(({ holder }) => holder),

    /** Somebody came; they get a slot at once when one is free. */
    add(id: string, loudness: Loudness, nowMs: number): SlotChange | undefined {
      candidates.set(id, { id, loudness, hasPriority: false })
      const free = slots.findIndex(({ holder }) => holder === null)
      return free < 0 ? undefined : give(free, id, nowMs)
    },

    setPriority(id: string, hasPriority: boolean): void {
      const candidate = candidates.get(id)
      if (candidate) candidate.hasPriority = hasPriority
    },

    /** Somebody left; the loudest of those without a slot takes over theirs. */
    remove(id: string, nowMs: number): SlotChange | undefined {
      candidates.delete(id)
      const slot = slotOf.get(id)
      if (slot === undefined) return undefined
      const waiting = [...candidates.values()].filter((candidate) => !slotOf.has(candidate.id))
      waiting.sort((a, b) => b.loudness.value(nowMs) - a.loudness.value(nowMs))
      return give(slot, waiting[0]?.id ?? null, nowMs)
    },

    /** Somebody without a slot sends sound; they take the weakest holder's slot when their claim is better. */
    challenge(id: string, nowMs: number): SlotChange | undefined {
      const challenger = candidates.get(id)
      if (!challenger || slotOf.has(id) || !challenger.loudness.speaking(nowMs)) return undefined
      const holder = weakest(nowMs, challenger.hasPriority ? 0 : shortestHoldMs)
      if (!holder) return undefined
      return challenger.loudness.value(nowMs) > needed(holder, challenger) ? give(holder.slot, id, nowMs) : undefined
    },
  }
}
