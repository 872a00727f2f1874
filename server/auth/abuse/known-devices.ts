import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Of so many accounts a device's mark tells that it signed in to them. */
const mostAccounts = 8

export type KnownDevices = ReturnType<typeof createKnownDevices>

const idShape = /^[A-Za-z0-9_-]{22}$/
const proofShape = idShape

function read(mark: string | undefined) {
  const [id = '', ...proofs] = (mark ?? '').split('.')
  if (!idShape.test(id)) return null
  return { id, proofs: proofs.filter((proof) => proofShape.test(proof)).slice(0, mostAccounts) }
}
const isOf = (proof: string, expected: Buffer) => timingSafeEqual(Buffer.from(proof, 'base64url'), expected)

/**
 * The mark that a browser keeps after a sign-in, in a cookie of ours: a random id, and for each account that signed in
 * there a proof under our key. It opens nothing; it only says that this device is no stranger to the account.
 */
export function createKnownDevices(key: Uint8Array) {
  const proofOf = (deviceId: string, userName: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([deviceId, userName.toLowerCase()]))
      .digest()
      .subarray(0, 16)

  return {
    /** The id of a device that signed in to the account before; null otherwise. */
    recognize(mark: string | undefined, userName: string): string | null {
      const device = read(mark)
      if (!device) return null
      const expected = proofOf(device.id, userName)
      return device.proofs.some((proof) => isOf(proof, expected)) ? device.id : null
    },

    /** The mark after a sign-in to the account; the latest account comes first. */
    remember(mark: string | undefined, userName: string): string {
      const { id, proofs } = read(mark) ?? { id: randomBytes(16).toString('base64url'), proofs: [] }
      const proof = proofOf(id, userName)
      const others = proofs.filter((other) => !isOf(other, proof)).slice(0, mostAccounts - 1)
      return [id, proof.toString('base64url'), ...others].join('.')
    },
  }
}
