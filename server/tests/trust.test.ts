import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { gather } from './harness/gather.ts'
import { type Holder, openKeyHolders, userIdOf } from './harness/key-holders.ts'
import { query } from './harness/query.ts'

let holders: Awaited<ReturnType<typeof openKeyHolders>>
beforeAll(async () => {
  holders = await openKeyHolders()
})
afterEach(() => holders?.closeClients())
afterAll(() => holders?.close())

type Trust = ReturnType<Holder['store']['getState']>['trust'][string]
const known = ({ store }: Holder, userId: string): Trust | undefined => store.getState().trust[userId]
const until = (client: Holder, userId: string, check: (trust: Trust | undefined) => boolean) =>
  vi.waitFor(
    () => {
      const trust = known(client, userId)
      if (!check(trust)) throw new Error(`in vain: ${JSON.stringify(trust)}`)
      return trust
    },
    { timeout: 8_000, interval: 10 },
  )

async function numberOf({ trust }: Holder, userId: string) {
  const outcome = await trust.safetyNumber(userId)
  if (!outcome.ok) throw new Error(outcome.failure.message)
  return outcome.value
}

/** Two people of one community who look at each other. */
async function meet() {
  const [anna, ben] = [await holders.signUp(), await holders.signUp()]
  const strangers = await anna.client.trust.safetyNumber(userIdOf(ben.client))
  expect(strangers).toMatchObject({ ok: false, failure: { code: 'not_found' } })
  await gather([await holders.byApi(anna.userName), await holders.byApi(ben.userName)])
  const [annaId, benId] = [userIdOf(anna.client), userIdOf(ben.client)]
  anna.client.trust.follow([benId])
  ben.client.trust.follow([annaId])
  await until(anna.client, benId, (trust) => trust?.identityKey !== undefined)
  await until(ben.client, annaId, (trust) => trust?.identityKey !== undefined)
  return { anna, ben, annaId, benId }
}

describe('trust', () => {
  it('T1, T2, T4: pins whom one looks at; both see one number, and a mark stays until it is taken away', async () => {
    const { anna, ben, annaId, benId } = await meet()
    const number = await numberOf(anna.client, benId)
    expect(number.digits).toMatch(/^(\d{5} ){11}\d{5}$/)
    expect((await numberOf(ben.client, annaId)).digits).toBe(number.digits)

    await anna.client.trust.setVerified(benId, number.identityKey, true)
    expect(known(anna.client, benId)).toMatchObject({ verified: true, changedTo: null, contradicted: false })
    expect(known(ben.client, annaId)).toMatchObject({ verified: false })
    await anna.client.session.signOut()
    expect(known(anna.client, benId)).toBeUndefined()

    const again = await holders.signIn(anna.userName, anna.device)
    again.trust.follow([benId])
    await until(again, benId, (trust) => trust?.verified === true)
    await again.trust.setVerified(benId, number.identityKey, false)
    expect(known(again, benId)).toMatchObject({ verified: false, identityKey: number.identityKey })
  })

  it('T3: a changed identity is told at once, counts only once it is accepted by name, and loses the mark', async () => {
    const { anna, ben, benId } = await meet()
    const before = await numberOf(anna.client, benId)
    await anna.client.trust.setVerified(benId, before.identityKey, true)
    const young = await holders.signIn(ben.userName)
    expect(await young.keys.startAfresh()).toMatchObject({ ok: true })
    const changed = await until(anna.client, benId, (trust) => (trust?.changedTo ?? null) !== null)
    expect(changed).toMatchObject({ identityKey: before.identityKey, verified: true })
    const after = await numberOf(anna.client, benId)
    expect(after).toMatchObject({ identityKey: changed?.changedTo })
    expect(after.digits).not.toBe(before.digits)

    await anna.client.trust.setVerified(benId, after.identityKey, true)
    await anna.client.trust.accept(benId, before.identityKey)
    expect(known(anna.client, benId)).toEqual(changed)
    expect(await anna.client.trust.accept(benId, after.identityKey)).toMatchObject({ ok: true })
    const { identityKey } = after
    expect(known(anna.client, benId)).toEqual({ identityKey, verified: false, changedTo: null, contradicted: false })
    await anna.client.trust.setVerified(benId, identityKey, true)
    expect(known(anna.client, benId)).toMatchObject({ verified: true })
  })

  it('I9: a log that is shorter than before is a contradiction, and the pin stays', async () => {
    const { anna, ben, benId } = await meet()
    const made = await ben.client.keys.beginRecovery()
    if (!made.ok) throw new Error(made.failure.message)
    await ben.client.keys.finishRecovery()
    await numberOf(anna.client, benId)
    await query(
      holders.server.databaseUrl,
      `update key_identities set head_sequence = 0, head_hash =
       (select hash from key_log_entries where user_id = '${benId}' and sequence = 0) where user_id = '${benId}'`,
    )
    const { identityKey } = await numberOf(anna.client, benId)
    expect(known(anna.client, benId)).toEqual({ identityKey, verified: false, changedTo: null, contradicted: true })
  })
})
