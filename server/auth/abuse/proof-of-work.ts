import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { WorkChallenge, WorkProof } from '@chaos/protocol'
import type { SpentChallengeStore } from '../../database/stores/spent-challenge-store.ts'
import { DomainError } from '../../utils/domain-error.ts'

export class ProofNeededError extends DomainError {
  override readonly code = 'proof_needed'
}

const lifetimeMs = 10 * 60_000
const idBytes = 16
/** Id, end (ms since 1970) and difficulty. */
const payloadBytes = idBytes + 8 + 1

type Deps = { key: Uint8Array; spent: SpentChallengeStore; now?: () => number }
export type ProofOfWork = ReturnType<typeof createProofOfWork>

/**
 * Makes registering in bulk cost something (Hashcash, Back 2002): SHA-256 of `challenge:nonce` has to begin with so many
 * zero bits. We keep nothing until a challenge is used: it carries its end and difficulty under our key.
 */
export function createProofOfWork({ key, spent, now = Date.now }: Deps) {
  const seal = (payload: Buffer) => createHmac('sha256', key).update(payload).digest().subarray(0, 16)

  function open(challenge: string) {
    const bytes = Buffer.from(challenge, 'base64url')
    const [payload, tag] = [bytes.subarray(0, payloadBytes), bytes.subarray(payloadBytes)]
    if (tag.length !== 16 || !timingSafeEqual(tag, seal(payload))) return null
    const endsAt = Number(payload.readBigUInt64BE(idBytes))
    return { id: payload.subarray(0, idBytes), endsAt, bits: payload.readUInt8(payloadBytes - 1) }
  }

  return {
    issue(bits: number): WorkChallenge {
      const payload = Buffer.alloc(payloadBytes)
      randomBytes(idBytes).copy(payload)
      payload.writeBigUInt64BE(BigInt(now() + lifetimeMs), idBytes)
      payload.writeUInt8(bits, payloadBytes - 1)
      return { challenge: Buffer.concat([payload, seal(payload)]).toString('base64url'), bits }
    },

    /** Uses the proof up. Throws {@link ProofNeededError} when it is missing, false, over or used. */
    async spend(proof: WorkProof | undefined): Promise<void> {
      const challenge = proof ? open(proof.challenge) : null
      const isGood =
        proof &&
        challenge &&
        challenge.endsAt > now() &&
        zeroBits(`${proof.challenge}:${proof.nonce}`) >= challenge.bits
      // By the id inside, not by the text: base64url can be spelt in more than one way.
      if (!isGood || !(await spent.spend(challenge.id, new Date(challenge.endsAt))))
        throw new ProofNeededError('this needs a fresh proof of work')
    },
  }
}

/** How many bits of the text's SHA-256 are zero before the first that is one. */
function zeroBits(text: string): number {
  const digest = createHash('sha256').update(text).digest()
  const first = digest.findIndex((byte) => byte !== 0)
  return first === -1 ? 256 : first * 8 + Math.clz32(digest[first] ?? 0) - 24
}
