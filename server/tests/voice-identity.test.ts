import { createCallGroup, createLeafKeys, enterCallGroup } from '@chaos/crypto'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createAbsentVoice } from '../../packages/client-core/src/voice-absent.ts'
import type { CallKeys } from '../../packages/client-core/src/voice-parts.ts'
import type { LeafStanding } from '../../packages/client-core/src/voice/leaf-standing.ts'
import type { GroupMember } from '../../packages/client-core/src/voice/group-session.ts'
import { formatIdentity, ownerOf, participantOf } from '../../packages/client-core/src/voice/identity.ts'
import { createLeafStandings } from '../../packages/client-core/src/voice/leaf-standings.ts'
import { gather } from './harness/gather.ts'
import { keysOf, letIn, openKeyHolders, userIdOf } from './harness/key-holders.ts'

let holders: Awaited<ReturnType<typeof openKeyHolders>>
beforeAll(async () => {
  holders = await openKeyHolders()
})
afterAll(() => holders?.close())

const callId = Uint8Array.of(1, 2, 3)
const suite = 'x25519'

/** A device of somebody, and what their voice would get of their keys. */
function deviceWithVoice(name: string) {
  const got = { callKeys: undefined as CallKeys | undefined }
  const device = holders.newDevice(name, {
    createVoice(deps) {
      got.callKeys = deps.callKeys
      return createAbsentVoice(deps)
    },
  })
  const callKeys = (): CallKeys => {
    if (!got.callKeys) throw new Error('no client yet')
    return got.callKeys
  }
  return { device, callKeys }
}
const wordFor = (signatureKey: Uint8Array, from: CallKeys) =>
  new Promise<string | null>((resolve) => from.vouch({ callId, signatureKey }, resolve))

/** A call of the first identity, which the others enter; what the first one then sees of them. */
async function groupOf(own: string, others: readonly { identity: string; from?: CallKeys; voucher?: string }[]) {
  const group = await createCallGroup({ callId, identity: own, suite })
  for (const { identity, from, voucher: given } of others) {
    const leafKeys = await createLeafKeys(suite)
    const voucher = given ?? (from && (await wordFor(leafKeys.publicKey, from))) ?? undefined
    const entry = { callId, identity, suite, voucher, leafKeys, groupInfo: await group.groupInfo() } as const
    const outcome = await enterCallGroup(entry)
    if (outcome.kind === 'rejected') throw new Error(outcome.reason)
    expect(await group.process(outcome.pending.commit)).toBe('applied')
  }
  return group.members.map((member): GroupMember => ({ ...member, participantId: participantOf(member.identity) }))
}

function watch(callKeys: CallKeys, members: readonly GroupMember[]) {
  const leaves = createLeafStandings({ callId, callKeys, onChange: () => {} })
  leaves.follow(members)
  const seen = () =>
    Object.fromEntries(members.map((member) => [ownerOf(member.identity)?.participantId ?? '', leaves.of(member)]))
  return {
    become: (wanted: Record<string, LeafStanding>) =>
      vi.waitFor(() => expect(seen()).toMatchObject(wanted), { timeout: 8_000, interval: 10 }),
    close: leaves.close,
  }
}

it('T5: who holds a leaf is checked against the log of the account, and a forged word is refused', async () => {
  const [annas, bens, eves] = ['Anna', 'Ben', 'Eve'].map(deviceWithVoice)
  if (!annas || !bens || !eves) throw new Error('three people')
  const [anna, ben, eve] = [
    await holders.signUp(annas.device),
    await holders.signUp(bens.device),
    await holders.signUp(eves.device),
  ]
  await gather(await Promise.all([anna, ben, eve].map(({ userName }) => holders.byApi(userName))))
  const stay = (of: typeof ben, participantId: string) => formatIdentity({ userId: userIdOf(of.client), participantId })
  const members = await groupOf(stay(anna, 'own'), [
    { identity: stay(ben, 'ben'), from: bens.callKeys() },
    // A device of hers, under his name: she has keys, and the server says that she is he.
    { identity: stay(ben, 'forged'), from: eves.callKeys() },
    { identity: stay(ben, 'scribbled'), voucher: 'no word of anybody' },
    { identity: stay(eve, 'eve'), from: eves.callKeys() },
    { identity: stay(eve, 'silent') },
  ])
  const [, bensLeaf] = members
  const stolen = await groupOf(stay(anna, 'own'), [{ identity: stay(ben, 'stolen'), voucher: bensLeaf?.voucher ?? '' }])
  const seen = watch(annas.callKeys(), [...members.slice(1), ...stolen.slice(1)])
  await seen.become({
    ...{ ben: 'vouched', eve: 'vouched', silent: 'unvouched' },
    ...{ forged: 'refused', scribbled: 'refused', stolen: 'refused' },
  })

  // A device that is let in counts, and counts no more once it is taken out, in the middle of the call.
  const phones = deviceWithVoice('Phone')
  const phone = await holders.signIn(ben.userName, phones.device)
  expect(keysOf(phone).status).toBe('newDevice')
  const words: (string | null)[] = []
  const leafKeys = await createLeafKeys(suite)
  phones.callKeys().vouch({ callId, signatureKey: leafKeys.publicKey }, (voucher) => words.push(voucher))
  expect(words).toEqual([null])
  await letIn(ben.client, phone)
  await vi.waitFor(() => expect(words).toEqual([null, expect.any(String)]), { timeout: 8_000, interval: 10 })
  const late = await groupOf(stay(anna, 'own'), [{ identity: stay(ben, 'phone'), from: phones.callKeys() }])
  const seenLate = watch(annas.callKeys(), late.slice(1))
  await seenLate.become({ phone: 'vouched' })
  await ben.client.keys.revoke(keysOf(phone).deviceId ?? '')
  await seenLate.become({ phone: 'refused' })
  await seen.become({ ben: 'vouched' })

  // Another identity is not made to look confirmed, and is no reason to fall silent.
  const young = deviceWithVoice('Young')
  const afresh = await holders.signIn(ben.userName, young.device)
  expect(await afresh.keys.startAfresh()).toMatchObject({ ok: true })
  const anew = await groupOf(stay(anna, 'own'), [{ identity: stay(ben, 'young'), from: young.callKeys() }])
  const seenAnew = watch(annas.callKeys(), anew.slice(1))
  await seenAnew.become({ young: 'unvouched' })
  for (const one of [seen, seenLate, seenAnew]) one.close()
})
