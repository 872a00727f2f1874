import { type ChannelId, type GenerationDraft, type GenerationHeader, keyLimits, type KeyRoster } from '@chaos/protocol'
import { BadRequestError } from '../utils/domain-error.ts'
import { headerBytes, rosterDigest, zeroDigest } from './record-hashes.ts'
import { isSigned } from './signatures.ts'

type Maker = { channelId: ChannelId; userId: string; deviceId: string; signatureKey: string }

const ascends = (ids: readonly string[]): boolean =>
  ids.every((id, index) => index === 0 || (ids[index - 1] ?? '') < id)

function isSoundRoster(roster: KeyRoster): boolean {
  const devices = roster.reduce((sum, { deviceIds }) => sum + deviceIds.length, 0)
  return (
    devices <= keyLimits.rosterDevices &&
    ascends(roster.map(({ userId }) => userId)) &&
    roster.every(({ deviceIds }) => ascends(deviceIds))
  )
}

/** What a generation says must agree with itself and with who makes it. Throws {@link BadRequestError}. */
export function requireSoundGeneration({ header, roster }: GenerationDraft, maker: Maker): void {
  if (header.channelId !== maker.channelId) throw new BadRequestError('the header is of another channel')
  if (header.makerId !== maker.userId || header.makerDeviceId !== maker.deviceId)
    throw new BadRequestError('the header is by another device')
  requireSoundKind(header)
  if (!isSigned(headerBytes(header), { by: maker.signatureKey, signature: header.signature }))
    throw new BadRequestError('the signature does not fit')
  if (!isSoundRoster(roster)) throw new BadRequestError('a roster ascends and is not too long')
  if (rosterDigest(roster) !== header.rosterDigest) throw new BadRequestError('the roster is not the header’s')
  const own = roster.find(({ userId }) => userId === maker.userId)
  if (!own?.deviceIds.includes(maker.deviceId)) throw new BadRequestError('its maker is not in the roster')
}

function requireSoundKind({ generation, kind, previous, continuity }: GenerationHeader): void {
  const begins = generation === 1
  if (begins !== (kind === 'first') || begins !== (previous === zeroDigest))
    throw new BadRequestError('`first` is generation 1 and follows nothing')
  const continues = kind === 'fresh' || kind === 'advance'
  if (continues !== (continuity !== zeroDigest))
    throw new BadRequestError('only `fresh` and `advance` continue the generation before')
}
