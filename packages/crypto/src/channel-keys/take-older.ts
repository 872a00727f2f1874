import type { ChannelKeys, KnownGeneration } from './channel-keys.ts'
import { headerHash, rosterDigest } from './generation-bytes.ts'
import { type GenerationHeader, isHeader, isRoster, type Roster } from './records.ts'

export type OlderGeneration = { header: GenerationHeader; roster: Roster }

export type OlderOutcome =
  | { kind: 'taken'; keys: ChannelKeys }
  | { kind: 'refused'; reason: 'malformed' | 'wrong_roster' | 'history_forked' }

/** Headers below the first one that is known, without gaps, in any order. The hashes alone vouch for them (SPEC G8). */
export function takeOlder(keys: ChannelKeys, older: readonly OlderGeneration[]): OlderOutcome {
  const generations = [...keys.generations]
  if (!older.every(({ header, roster }) => isHeader(header) && isRoster(roster))) {
    return { kind: 'refused', reason: 'malformed' }
  }
  for (const { header, roster } of older.toSorted((a, b) => b.header.generation - a.header.generation)) {
    const known: KnownGeneration = { header, hash: headerHash(header), roster, secret: undefined }
    if (!precedes(known, generations[0])) return { kind: 'refused', reason: 'history_forked' }
    if (rosterDigest(roster) !== header.rosterDigest) return { kind: 'refused', reason: 'wrong_roster' }
    generations.unshift(known)
  }
  return { kind: 'taken', keys: { ...keys, generations } }
}

function precedes({ header, hash }: KnownGeneration, next: KnownGeneration | undefined): boolean {
  if (!next || header.channelId !== next.header.channelId) return false
  return header.generation === next.header.generation - 1 && hash === next.header.previous
}
