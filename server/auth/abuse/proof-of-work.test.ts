import { expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import { createProofOfWork } from './proof-of-work.ts'

function createGate(time = { now: 1_000_000 }) {
  const used = new Set<string>()
  const spend = async (id: Buffer) => used.size < used.add(id.toString('hex')).size
  const work = createProofOfWork({ key: Buffer.alloc(32, 7), spent: { spend }, now: () => time.now })
  return { work, time }
}

/** By counting; a bit more than the server asks for takes no longer with these few bits. */
function solve(challenge: string, bits: number): number {
  for (let nonce = 0; ; nonce += 1) {
    const digest = createHash('sha256').update(`${challenge}:${nonce}`).digest()
    if (digest.readUInt32BE(0) >>> (32 - bits) === 0) return nonce
  }
}
const refused: unknown = expect.objectContaining({ code: 'proof_needed' })

test('a solved challenge is good once', async () => {
  const { work } = createGate()
  const { challenge, bits } = work.issue(9)
  const proof = { challenge, nonce: solve(challenge, bits) }
  await work.spend(proof)
  await expect(work.spend(proof)).rejects.toEqual(refused)
})

test('another spelling of a used challenge is refused too', async () => {
  const { work } = createGate()
  const { challenge, bits } = work.issue(1)
  await work.spend({ challenge, nonce: solve(challenge, bits) })
  const respelt = `${challenge}=`
  await expect(work.spend({ challenge: respelt, nonce: solve(respelt, bits) })).rejects.toEqual(refused)
})

test('without a proof, with a wrong nonce, too late, easier than asked, or made up: refused', async () => {
  const { work, time } = createGate()
  const { challenge } = work.issue(20)
  const wrong = [0, 1, 2, 3].map((nonce) => ({ challenge, nonce }))
  const bytes = Buffer.from(challenge, 'base64url')
  bytes.writeUInt8(1, 24)
  const easier = bytes.toString('base64url')
  for (const proof of [
    undefined,
    ...wrong,
    { challenge: easier, nonce: solve(easier, 1) },
    { challenge: 'x', nonce: 0 },
  ])
    await expect(work.spend(proof)).rejects.toEqual(refused)
  const late = work.issue(1)
  time.now += 600_001
  await expect(work.spend({ challenge: late.challenge, nonce: solve(late.challenge, 1) })).rejects.toEqual(refused)
})
