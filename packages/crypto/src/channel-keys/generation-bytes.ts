import { toBase64Url } from '../bytes/base64url.ts'
import { bytesOf, idBytes, labelled, pack, packList } from '../bytes/pack.ts'
import type { Bytes } from '../platform.ts'
import { hash } from '../primitives/hash.ts'
import type { GenerationHeader, Roster, RosterMember } from './records.ts'

export type HeaderBody = Omit<GenerationHeader, 'continuity' | 'signature'>

/** SPEC G2: what continuity covers. */
export const bodyBytes = (header: HeaderBody): Bytes =>
  labelled(
    'generation',
    idBytes(header.channelId),
    header.generation,
    header.kind,
    bytesOf(header.previous),
    header.policy,
    header.atMs,
    idBytes(header.makerId),
    idBytes(header.makerDeviceId),
    bytesOf(header.rosterDigest),
    bytesOf(header.commitment),
  )

/** What is signed and hashed. */
export const headerBytes = (header: Omit<GenerationHeader, 'signature'>): Bytes =>
  labelled('generation header', pack(bodyBytes(header), bytesOf(header.continuity)))

export const headerHash = (header: Omit<GenerationHeader, 'signature'>): string =>
  toBase64Url(hash(headerBytes(header)))

/** SPEC G3. */
export const rosterDigest = (roster: Roster): string =>
  toBase64Url(hash(labelled('roster', packList(roster, memberBytes))))

const memberBytes = ({ userId, identityKey, head, deviceIds }: RosterMember): Bytes =>
  pack(idBytes(userId), bytesOf(identityKey), head.sequence, bytesOf(head.hash), packList(deviceIds, idBytes))
