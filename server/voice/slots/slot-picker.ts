import type { Loudness } from './loudness.ts'

/** A holder keeps its slot at least this long, so that two people in a quick exchange do not cut each other off. */
const shortestHoldMs = 800
/** A challenger has to be this much louder than a holder who is speaking. */
const hysteresisDb = 6

export type SlotChange = { slot: number; holder: string | null }

type Slot = { holder: string | null; sinceMs: number }
type Candidate = { id: string; loudness: Loudness }

export type SlotPicker = ReturnType<typeof createSlotPicker>

/**
 * Decides who is heard. Up to `count` participants everybody has a slot of their own; beyond that the loudest have them.
 * A slot stays with its holder until somebody else has a better claim, so that words are not cut.
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

  const weakest = (nowMs: number): { slot: number; loudness: number; speaking: boolean } | undefined => {
    let found: { slot: number; loudness: number; speaking: boolean } | undefined
    for (const [slot, { holder, sinceMs }] of slots.entries()) {
      const loudness = holder ? candidates.get(holder)?.loudness : undefined
      if (!loudness || nowMs - sinceMs < shortestHoldMs) continue
      const claim = { slot, loudness: loudness.value(nowMs), speaking: loudness.speaking(nowMs) }
      if (!found || claim.loudness < found.loudness) found = claim
    }
    return found
  }

  return {
    slotOf: (id: string): number | undefined => slotOf.get(id),
    holders: (): (string | null)[] => slots.map(({ holder }) => holder),

    /** Somebody came; they get a slot at once when one is free. */
    add(id: string, loudness: Loudness, nowMs: number): SlotChange | undefined {
      candidates.set(id, { id, loudness })
      const free = slots.findIndex(({ holder }) => holder === null)
      return free < 0 ? undefined : give(free, id, nowMs)
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
      const holder = weakest(nowMs)
      if (!holder) return undefined
      const needed = holder.speaking ? holder.loudness + hysteresisDb : 0
      return challenger.loudness.value(nowMs) > needed ? give(holder.slot, id, nowMs) : undefined
    },
  }
}
