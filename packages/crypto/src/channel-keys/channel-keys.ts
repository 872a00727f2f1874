import type { Bytes } from '../platform.ts'
import type { GenerationHeader, Roster, RosterMember } from './records.ts'
import { advancedSecret, commitmentOf, continuityOf } from './secrets.ts'

export type KnownGeneration = {
  header: GenerationHeader
  /** Of the header. */
  hash: string
  roster: Roster
  /** Absent while no box for it was opened. */
  secret: Bytes | undefined
}

/** What a device knows of one channel's key: generations without gaps, ascending. Plain data; keep the secrets by `keepSecret`. */
export type ChannelKeys = { channelId: string; generations: readonly KnownGeneration[] }

export const noChannelKeys = (channelId: string): ChannelKeys => ({ channelId, generations: [] })

export const latestGeneration = (keys: ChannelKeys): KnownGeneration | undefined => keys.generations.at(-1)

export function knownGeneration({ generations }: ChannelKeys, generation: number): KnownGeneration | undefined {
  const [first] = generations
  return first && generations[generation - first.header.generation]
}

export const memberOf = (roster: Roster, userId: string): RosterMember | undefined =>
  roster.find((member) => member.userId === userId)

/** Generations that this device cannot open yet: what it asks the queue for. */
export const missingSecrets = ({ generations }: ChannelKeys): readonly number[] =>
  generations.filter(({ secret }) => !secret).map(({ header }) => header.generation)

/** SPEC G5: whether the maker held the secret before; `undefined` where there is nothing to compare with. */
export function continues(
  before: KnownGeneration | undefined,
  { header }: { header: GenerationHeader },
): boolean | undefined {
  if (!before?.secret || !isLinked(header)) return undefined
  return continuityOf(before.secret, header) === header.continuity
}

export const isLinked = ({ kind }: Pick<GenerationHeader, 'kind'>): boolean => kind === 'fresh' || kind === 'advance'

/** SPEC G6: what follows from the generation before; `undefined` unless it does, and fits the commitment. */
export function derivedSecret(before: KnownGeneration | undefined, header: GenerationHeader): Bytes | undefined {
  if (!before?.secret || header.kind !== 'advance') return undefined
  const secret = advancedSecret(before.secret, header)
  return fitsCommitment(secret, header) ? secret : undefined
}

/** SPEC G4. */
export const fitsCommitment = (secret: Bytes, header: GenerationHeader): boolean =>
  commitmentOf(secret, header) === header.commitment

/**
 * Puts secrets in their places and derives what follows from them. `undefined` when a later header turns out to be made by
 * somebody who did not hold the secret before it (SPEC G5): a generation that was injected while we had no way to tell.
 */
export function withSecrets(keys: ChannelKeys, secrets: ReadonlyMap<number, Bytes>): ChannelKeys | undefined {
  const generations: KnownGeneration[] = []
  for (const known of keys.generations) {
    const before = generations.at(-1)
    const secret = known.secret ?? secrets.get(known.header.generation) ?? derivedSecret(before, known.header)
    if (continues(before, known) === false) return undefined
    generations.push(secret === known.secret ? known : { ...known, secret })
  }
  return { ...keys, generations }
}
