import { toBase64Url } from '../bytes/base64url.ts'
import { isId } from '../bytes/checks.ts'
import { bytesOf, idBytes, labelled } from '../bytes/pack.ts'
import { type Account, standingDevice } from '../identity/account.ts'
import type { DeviceKeys } from '../identity/device-keys.ts'
import { isSignature } from '../identity/records.ts'
import type { Bytes } from '../platform.ts'
import { ed25519Verify } from '../primitives/ed25519.ts'

/** Whose hand holds a leaf of a call's MLS group (SPEC T5). `callId` is the group's id. */
export type CallKey = { callId: Bytes; signatureKey: Bytes }

export type CallKeyClaim = CallKey & { deviceId: string; certificate: string }

export const certifyCallKey = async ({ userId, device, sign }: DeviceKeys, key: CallKey): Promise<string> =>
  toBase64Url(await sign(callBytes({ userId, deviceId: device.deviceId }, key)))

export async function checkCallKey(
  account: Account,
  claim: CallKeyClaim,
): Promise<'good' | 'malformed' | 'unknown_device' | 'bad_signature'> {
  const { deviceId, certificate } = claim
  if (!isId(deviceId) || !isSignature(certificate)) return 'malformed'
  const device = standingDevice(account, deviceId)
  if (device?.kind !== 'device') return 'unknown_device'
  const message = callBytes({ userId: account.userId, deviceId }, claim)
  return (await ed25519Verify(bytesOf(device.signatureKey), bytesOf(certificate), message)) ? 'good' : 'bad_signature'
}

const callBytes = (
  { userId, deviceId }: { userId: string; deviceId: string },
  { callId, signatureKey }: CallKey,
): Bytes => labelled('call', idBytes(userId), idBytes(deviceId), callId, signatureKey)
