import { isBytes, isCount, isId, isList, isOneOf, isRecord, isTime } from '../bytes/checks.ts'
import { isDigest, isHead, isSignature, isVerifyingKey, type KeyLogHead, logLimits } from '../identity/records.ts'
import { hpkeOverhead } from '../primitives/hpke.ts'

/** Records of a channel's key as they travel; packages/protocol/src/keys/channel-keys.ts describes them. */
export type GenerationKind = 'first' | 'fresh' | 'advance' | 'restart'
export type HistoryPolicy = 'from_joining' | 'all'

export type GenerationHeader = {
  channelId: string
  generation: number
  kind: GenerationKind
  previous: string
  policy: HistoryPolicy
  atMs: number
  makerId: string
  makerDeviceId: string
  rosterDigest: string
  commitment: string
  continuity: string
  signature: string
}

export type RosterMember = { userId: string; identityKey: string; head: KeyLogHead; deviceIds: readonly string[] }
export type Roster = readonly RosterMember[]

export type KeyBox = { deviceId: string; sealed: string }

export const secretSize = 32
/** SPEC G3, G12. */
export const channelLimits = { members: 4_096, devices: 8_192, boxesPerBatch: 100 } as const

export const isGeneration = isCount(1, 2 ** 32 - 1)

export const isHeader = isRecord<GenerationHeader>({
  channelId: isId,
  generation: isGeneration,
  kind: isOneOf('first', 'fresh', 'advance', 'restart'),
  previous: isDigest,
  policy: isOneOf('from_joining', 'all'),
  atMs: isTime,
  makerId: isId,
  makerDeviceId: isId,
  rosterDigest: isDigest,
  commitment: isDigest,
  continuity: isDigest,
  signature: isSignature,
})

const isMember = isRecord<RosterMember>({
  userId: isId,
  identityKey: isVerifyingKey,
  head: isHead,
  deviceIds: isList(isId, { min: 1, max: logLimits.devices }),
})

const isMembers = isList(isMember, { min: 1, max: channelLimits.members })

/** SPEC G3: in order, without doubles, within the limits. */
export function isRoster(value: unknown): value is Roster {
  if (!isMembers(value) || !ascend(value.map(({ userId }) => userId))) return false
  const devices = value.reduce((sum, { deviceIds }) => sum + deviceIds.length, 0)
  return devices <= channelLimits.devices && value.every(({ deviceIds }) => ascend(deviceIds))
}

export const isKeyBox = isRecord<KeyBox>({ deviceId: isId, sealed: isBytes(hpkeOverhead + secretSize) })

const ascend = (ids: readonly string[]): boolean => ids.every((id, index) => index === 0 || (ids[index - 1] ?? '') < id)
