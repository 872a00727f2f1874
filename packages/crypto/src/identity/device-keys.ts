import { toBase64Url } from '../bytes/base64url.ts'
import { idBytes, labelled } from '../bytes/pack.ts'
import { type Bytes, type Key, randomBytes, subtle } from '../platform.ts'
import { openRandomly, sealRandomly } from '../primitives/aead.ts'
import { ed25519PublicKey, ed25519Sizes, generateNative, signNative, signWithSeed } from '../primitives/ed25519.ts'
import { hpkeOpen } from '../primitives/hpke.ts'
import { xWingPublicKey, xWingSizes } from '../primitives/x-wing.ts'
import { proofBytes } from './entry-bytes.ts'
import type { KeyDevice } from './records.ts'

/** A device's private keys as they are kept (SPEC I15). IndexedDB takes it as it is. */
export type KeptDevice = {
  userId: string
  device: KeyDevice
  wrappingKey: Key
  signing: { kind: 'native'; key: Key } | { kind: 'wrapped'; sealed: Bytes }
  boxSeed: Bytes
}

/** A device in use. */
export type DeviceKeys = {
  readonly userId: string
  readonly device: KeyDevice
  sign(message: Bytes): Promise<Bytes>
  /** HPKE base mode; `undefined` for whatever does not open. */
  openSealed(sealed: Bytes, info: Bytes): Promise<Bytes | undefined>
}

export type DeviceSeeds = { signature: Bytes; box: Bytes }
type Owner = { userId: string; deviceId: string }

/** Makes the keys of this device and their proof (SPEC I4). */
export async function createDevice({ userId, deviceId }: Owner): Promise<KeptDevice> {
  const wrappingKey = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const boxSeed = randomBytes(xWingSizes.seed)
  const { signing, publicKey } = await createSigning(wrappingKey, deviceId)
  const device = await proven({ userId, deviceId, kind: 'device', signatureKey: publicKey, boxSeed }, (message) =>
    signWith(signing, { wrappingKey, deviceId }, message),
  )
  const box = await wrap({ wrappingKey, deviceId }, 'box seed', boxSeed)
  return { userId, device, wrappingKey, signing, boxSeed: box }
}

/** Throws when the wrapped keys do not open: the record was changed on this device's own disk. */
export async function useDevice(kept: KeptDevice): Promise<DeviceKeys> {
  const keeper = { wrappingKey: kept.wrappingKey, deviceId: kept.device.deviceId }
  const boxSeed = await unwrap(keeper, 'box seed', kept.boxSeed)
  if (!boxSeed) throw new TypeError('the kept box key does not open')
  return {
    userId: kept.userId,
    device: kept.device,
    sign: (message) => signWith(kept.signing, keeper, message),
    openSealed: (sealed, info) => hpkeOpen(boxSeed, info, sealed),
  }
}

/** A device whose seeds are at hand, such as the key behind a recovery code. */
export async function deviceOfSeeds(
  owner: Owner & { kind: KeyDevice['kind'] },
  { signature, box }: DeviceSeeds,
): Promise<DeviceKeys> {
  const sign = (message: Bytes) => signWithSeed(signature, message)
  const device = await proven({ ...owner, signatureKey: ed25519PublicKey(signature), boxSeed: box }, sign)
  return { userId: owner.userId, device, sign, openSealed: (sealed, info) => hpkeOpen(box, info, sealed) }
}

export const newSeeds = (): DeviceSeeds => ({
  signature: randomBytes(ed25519Sizes.seed),
  box: randomBytes(xWingSizes.seed),
})

/** Seals a secret for the disk. `purpose` names the place it is for; it opens for no other. */
export const keepSecret = (kept: KeptDevice, purpose: string, secret: Bytes): Promise<Bytes> =>
  wrap({ wrappingKey: kept.wrappingKey, deviceId: kept.device.deviceId }, `secret ${purpose}`, secret)

export const readKept = (kept: KeptDevice, purpose: string, sealed: Bytes): Promise<Bytes | undefined> =>
  unwrap({ wrappingKey: kept.wrappingKey, deviceId: kept.device.deviceId }, `secret ${purpose}`, sealed)

type Keeper = { wrappingKey: Key; deviceId: string }

async function createSigning(
  wrappingKey: Key,
  deviceId: string,
): Promise<{ signing: KeptDevice['signing']; publicKey: Bytes }> {
  const native = await generateNative()
  if (native) return { signing: { kind: 'native', key: native.key }, publicKey: native.publicKey }
  const seed = randomBytes(ed25519Sizes.seed)
  const sealed = await wrap({ wrappingKey, deviceId }, 'signature seed', seed)
  return { signing: { kind: 'wrapped', sealed }, publicKey: ed25519PublicKey(seed) }
}

async function signWith(signing: KeptDevice['signing'], keeper: Keeper, message: Bytes): Promise<Bytes> {
  if (signing.kind === 'native') return signNative(signing.key, message)
  const seed = await unwrap(keeper, 'signature seed', signing.sealed)
  if (!seed) throw new TypeError('the kept signature key does not open')
  return signWithSeed(seed, message)
}

type Unproven = Owner & { kind: KeyDevice['kind']; signatureKey: Bytes; boxSeed: Bytes }

async function proven(
  { userId, deviceId, kind, signatureKey, boxSeed }: Unproven,
  sign: DeviceKeys['sign'],
): Promise<KeyDevice> {
  const boxKey = toBase64Url(await xWingPublicKey(boxSeed))
  const device = { deviceId, kind, signatureKey: toBase64Url(signatureKey), boxKey }
  return { ...device, proof: toBase64Url(await sign(proofBytes(userId, device))) }
}

const keptBytes = (deviceId: string, purpose: string) => labelled('kept', purpose, idBytes(deviceId))

const wrap = ({ wrappingKey, deviceId }: Keeper, purpose: string, secret: Bytes): Promise<Bytes> =>
  sealRandomly(wrappingKey, keptBytes(deviceId, purpose), secret)

const unwrap = ({ wrappingKey, deviceId }: Keeper, purpose: string, sealed: Bytes): Promise<Bytes | undefined> =>
  openRandomly(wrappingKey, keptBytes(deviceId, purpose), sealed)
