import { bytesOf } from '../bytes/pack.ts'
import { anyDevice } from '../identity/account.ts'
import { zeroDigest } from '../identity/entry-bytes.ts'
import { ed25519Verify } from '../primitives/ed25519.ts'
import type { Contacts } from '../trust/contact.ts'
import {
  type ChannelKeys,
  continues,
  derivedSecret,
  isLinked,
  type KnownGeneration,
  knownGeneration,
  latestGeneration,
  memberOf,
} from './channel-keys.ts'
import { checkRoster, type Named, rosterAccount } from './check-roster.ts'
import { headerBytes, headerHash, rosterDigest } from './generation-bytes.ts'
import { mayOnlyAdvance } from './lost-access.ts'
import { type GenerationHeader, isHeader, isRoster, type Roster } from './records.ts'

/** Why a header is not believed; a closed list (SPEC G7). */
export type TakeRefusal =
  | 'malformed'
  | 'wrong_channel'
  | 'rolled_back'
  | 'not_linked'
  | 'wrong_roster'
  | 'forked'
  | 'not_in_standing'
  | 'bad_signature'
  | 'not_continued'
  | 'must_be_fresh'

export type TakeOutcome =
  /** `unproved`: we do not hold the secret before, so nothing shows that the maker did. */
  | { kind: 'taken'; keys: ChannelKeys; continuity: 'proved' | 'unproved' }
  | { kind: 'known' }
  /** Ask for the headers in between. */
  | { kind: 'gap'; from: number }
  /** Read their logs, of these identities (`meet`, or `rememberFormer` for one that is not the present one), and try again. */
  | { kind: 'behind'; people: readonly Named[] }
  /** Not the identities that are pinned. An older one is read by `rememberFormer`; a newer one is shown (SPEC T3). */
  | { kind: 'identity_changed'; people: readonly Named[] }
  /** Show it; take it again with `acceptRestart` when the person says so. */
  | { kind: 'restarted'; makerId: string }
  | { kind: 'refused'; reason: TakeRefusal }

export type Taking = {
  keys: ChannelKeys
  header: GenerationHeader
  roster: Roster
  /** Oneself included. */
  contacts: Contacts
  acceptRestart?: boolean
}

const refused = (reason: TakeRefusal) => ({ kind: 'refused', reason }) as const

/** Checks the next generation of a channel, and puts it behind those that are known. Its secret comes by a box, or follows. */
export async function takeGeneration(taking: Taking): Promise<TakeOutcome> {
  const { keys, header, roster, contacts } = taking
  if (!isHeader(header) || !isRoster(roster) || !isConsistent(header)) return refused('malformed')
  if (header.channelId !== keys.channelId) return refused('wrong_channel')
  const misplaced = checkPlace(keys, header)
  if (misplaced) return misplaced
  if (rosterDigest(roster) !== header.rosterDigest) return refused('wrong_roster')
  const people = checkRoster(roster, contacts)
  if (people.kind !== 'good') return people
  if (!(await isSignedByMaker(taking))) return refused('bad_signature')
  return checkStep(taking)
}

/** Members that say the same thing twice must agree. */
function isConsistent(header: GenerationHeader): boolean {
  const begins = header.generation === 1
  if (begins !== (header.kind === 'first')) return false
  return begins === (header.previous === zeroDigest) && isLinked(header) === (header.continuity !== zeroDigest)
}

function checkPlace(keys: ChannelKeys, header: GenerationHeader): TakeOutcome | undefined {
  const latest = latestGeneration(keys)
  if (!latest) return undefined
  const next = latest.header.generation + 1
  if (header.generation > next) return { kind: 'gap', from: next }
  if (header.generation === next) return header.previous === latest.hash ? undefined : refused('not_linked')
  const same = knownGeneration(keys, header.generation)?.hash === headerHash(header)
  return same ? { kind: 'known' } : refused('rolled_back')
}

async function isSignedByMaker({ header, roster, contacts }: Taking): Promise<boolean> {
  const member = memberOf(roster, header.makerId)
  if (!member?.deviceIds.includes(header.makerDeviceId)) return false
  const account = rosterAccount(member, contacts)
  const device = account && anyDevice(account, header.makerDeviceId)
  if (!device) return false
  return ed25519Verify(bytesOf(device.keys.signatureKey), bytesOf(header.signature), headerBytes(header))
}

/** How it follows from the generation before (SPEC G5, G6). */
function checkStep(taking: Taking): TakeOutcome {
  const { keys, header, roster, contacts } = taking
  const before = latestGeneration(keys)
  const secret = derivedSecret(before, header)
  const refusal = before && stepRefusal(before, { header, roster, contacts })
  if (refusal) return refused(refusal)
  if (before && header.kind === 'restart' && !taking.acceptRestart)
    return { kind: 'restarted', makerId: header.makerId }
  const known: KnownGeneration = { header, hash: headerHash(header), roster, secret }
  const continuity = continues(before, known) ? 'proved' : 'unproved'
  return { kind: 'taken', keys: { ...keys, generations: [...keys.generations, known] }, continuity }
}

type Step = Pick<Taking, 'header' | 'roster' | 'contacts'>

function stepRefusal(before: KnownGeneration, { header, roster, contacts }: Step): TakeRefusal | undefined {
  if (continues(before, { header }) === false) return 'not_continued'
  if (header.kind !== 'advance') return undefined
  if (!mayOnlyAdvance(before.roster, roster, contacts)) return 'must_be_fresh'
  return before.secret && !derivedSecret(before, header) ? 'not_continued' : undefined
}
