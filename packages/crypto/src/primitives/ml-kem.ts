import { MlKem768 } from '@hpke/ml-kem'
import type { Bytes } from '../platform.ts'

export const mlKemSizes = { publicKey: 1184, ciphertext: 1088, seed: 64 } as const
const modulus = 3329
const coefficientBytes = mlKemSizes.publicKey - 32

type Opaque = { readonly type: string }

/** What we use of the library; its own types are the DOM's, which this package does not know. */
type MlKem = {
  deserializePublicKey(bytes: Bytes): Promise<Opaque>
  deserializePrivateKey(seed: Bytes): Promise<Opaque>
  deriveKeyPair(seed: Bytes): Promise<{ publicKey: Opaque; privateKey: Opaque }>
  serializePublicKey(key: Opaque): Promise<ArrayBuffer>
  encap(to: { recipientPublicKey: Opaque }): Promise<{ sharedSecret: ArrayBuffer; enc: ArrayBuffer }>
  decap(by: { recipientKey: Opaque; enc: Bytes }): Promise<ArrayBuffer>
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- same methods, key objects without the DOM's name for them
const library = new MlKem768() as unknown as MlKem

/** FIPS 203 §7.2: every coefficient is below the modulus. Twelve bits each, two in three bytes. */
export function isMlKemPublicKey(bytes: Uint8Array): boolean {
  if (bytes.length !== mlKemSizes.publicKey) return false
  for (let at = 0; at < coefficientBytes; at += 3) {
    const [low = 0, middle = 0, high = 0] = bytes.subarray(at, at + 3)
    if ((low | ((middle & 15) << 8)) >= modulus || ((middle >> 4) | (high << 4)) >= modulus) return false
  }
  return true
}

/** ML-KEM-768 (FIPS 203). Throws for a key that {@link isMlKemPublicKey} refuses. */
export async function mlKemEncapsulate(publicKey: Bytes): Promise<{ secret: Bytes; ciphertext: Bytes }> {
  const { sharedSecret, enc } = await library.encap({
    recipientPublicKey: await library.deserializePublicKey(publicKey),
  })
  return { secret: new Uint8Array(sharedSecret), ciphertext: new Uint8Array(enc) }
}

/** A ciphertext that was not made for this key gives a secret that nobody knows (implicit rejection). */
export async function mlKemDecapsulate(seed: Bytes, ciphertext: Bytes): Promise<Bytes> {
  const recipientKey = await library.deserializePrivateKey(seed)
  return new Uint8Array(await library.decap({ recipientKey, enc: ciphertext }))
}

export async function mlKemPublicKey(seed: Bytes): Promise<Bytes> {
  const { publicKey } = await library.deriveKeyPair(seed)
  return new Uint8Array(await library.serializePublicKey(publicKey))
}
