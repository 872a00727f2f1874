import { describe, expect, it } from 'vitest'
import { createGroupRelay, type GroupRelay, type Member, rosterOf, viewsOf } from '../testing/group-relay.ts'
import { type Random, seededRandom } from '../testing/random.ts'

const byLeaf = (relay: GroupRelay): Member[] => [...relay.members.values()].toSorted((a, b) => leafOf(a) - leafOf(b))
const leafOf = ({ latest }: Member): number => latest?.keys.ownLeafIndex ?? -1
const commitsOf = ({ sent }: Member): number => sent.filter((type) => type === 'group.commit').length

/** All in the call have the same epoch, privacy code and roster, and the roster is who is in the call. */
async function expectAgreement(relay: GroupRelay): Promise<void> {
  expect(relay.conflicts).toEqual([])
  expect([...(await viewsOf(relay))]).toHaveLength(1)
  const [anyone] = relay.members.values()
  expect(rosterOf(anyone)).toEqual([...relay.members.keys()].toSorted())
  expect(anyone?.latest?.keys.epoch).toBe(relay.state()?.epoch)
}

async function callOf(size: number, seed = size): Promise<GroupRelay> {
  const relay = createGroupRelay(seededRandom(seed))
  for (let n = 0; n < size; n += 1) {
    relay.join()
    await relay.settle()
  }
  for (const { sent } of relay.members.values()) sent.length = 0
  return relay
}

describe('G2, G3: beginning', () => {
  it('the first one creates the group, the next ones enter it', async () => {
    const relay = createGroupRelay(seededRandom(1))
    const [anna, ben] = [relay.join(), relay.join()]
    await relay.settle()
    await expectAgreement(relay)
    expect(await anna.latest?.privacyCode).toMatch(/^\d{5}( \d{5}){3}$/)
    expect([anna.sent, ben.sent].flat()).toContain('group.create')
  })

  it.each([2, 5, 12])(
    'G5: %i who come at one moment race, and all agree in the end',
    async (size) => {
      const relay = createGroupRelay(seededRandom(size))
      relay.join()
      await relay.settle()
      for (let n = 1; n < size; n += 1) relay.join()
      await relay.settle()
      await expectAgreement(relay)
    },
    60_000,
  )

  it('keys are switched to at once by who enters, and after an overlap by the others', async () => {
    const relay = await callOf(2)
    const carl = relay.join()
    await relay.settle()
    const [anna] = relay.members.values()
    expect(carl.latest?.keys.switchAfterMs).toBe(0)
    expect(anna?.latest?.keys.switchAfterMs).toBe(60)
    expect(carl.latest?.keys.leaves).toEqual([0, 1, 2])
  })
})

describe('G7: somebody left', () => {
  it('the lowest leaf removes theirs, at once and alone', async () => {
    const relay = await callOf(4)
    const [lowest, , leaver] = byLeaf(relay)
    if (!leaver) throw new Error('no third')
    relay.leave(leaver)
    await relay.settle()
    await expectAgreement(relay)
    expect([...relay.members.values()].map(commitsOf)).toEqual([1, 0, 0])
    expect(commitsOf(lowest as Member)).toBe(1)
    for (const { latest } of relay.members.values()) expect(latest?.keys.switchAfterMs).toBe(0)
    relay.advance(10_000)
    await relay.settle()
    expect([...relay.members.values()].map(commitsOf)).toEqual([1, 0, 0])
  })

  it('the next one does it after a second when the lowest does not', async () => {
    const relay = await callOf(4)
    const [lowest, second, third, leaver] = byLeaf(relay)
    if (!lowest || !second || !third || !leaver) throw new Error('not four')
    lowest.frozen = true
    relay.leave(leaver)
    await relay.settle()
    relay.advance(999)
    await relay.settle()
    expect([second, third].map(commitsOf)).toEqual([0, 0])
    relay.advance(1)
    await relay.settle()
    expect([second, third].map(commitsOf)).toEqual([1, 0])
    expect(rosterOf(third)).toEqual([lowest.id, second.id, third.id].toSorted())
    lowest.frozen = false
    await relay.settle()
    await expectAgreement(relay)
  })

  it('the one after that after two', async () => {
    const relay = await callOf(4)
    const [lowest, second, third, leaver] = byLeaf(relay)
    if (!lowest || !second || !third || !leaver) throw new Error('not four')
    lowest.frozen = true
    second.frozen = true
    relay.leave(leaver)
    await relay.settle()
    relay.advance(1_999)
    await relay.settle()
    expect(commitsOf(third)).toBe(0)
    relay.advance(1)
    await relay.settle()
    expect(commitsOf(third)).toBe(1)
    lowest.frozen = false
    second.frozen = false
    await relay.settle()
    await expectAgreement(relay)
  })

  it('several who leave together go in one commit', async () => {
    const relay = await callOf(5)
    for (const leaver of byLeaf(relay).slice(1, 4)) relay.leave(leaver)
    await relay.settle()
    await expectAgreement(relay)
    expect([...relay.members.values()].reduce((sum, member) => sum + commitsOf(member), 0)).toBeLessThanOrEqual(3)
  })

  it.each([1, 2, 3, 4, 5])('a removal that loses to an entry is done again without a pause (%i)', async (seed) => {
    const relay = await callOf(3, seed)
    const [, leaver] = byLeaf(relay)
    if (!leaver) throw new Error('no second')
    relay.leave(leaver)
    relay.join()
    await relay.settle()
    await expectAgreement(relay)
  })

  it('the last one left goes on alone, and the next who comes finds the group', async () => {
    const relay = await callOf(3)
    const [, second, third] = byLeaf(relay)
    relay.leave(second as Member)
    relay.leave(third as Member)
    await relay.settle()
    await expectAgreement(relay)
    relay.join()
    await relay.settle()
    await expectAgreement(relay)
  })
})

describe('G6: who lost the thread', () => {
  it('notices a lost commit at the next one, and enters again in place of its old leaf', async () => {
    const relay = await callOf(3)
    const [, , late] = byLeaf(relay)
    if (!late) throw new Error('no third')
    late.frozen = true
    relay.join()
    await relay.settle()
    expect(late.inbox).toMatchObject([{ type: 'committed' }])
    late.inbox = []
    late.frozen = false
    relay.join()
    await relay.settle()
    expect(late.sent).toContain('group.sync')
    await expectAgreement(relay)
    expect(rosterOf(late)).toHaveLength(5)
  })

  it('asks once while several commits arrive that it cannot follow, and its one entry counts', async () => {
    const relay = await callOf(3)
    const [, , late] = byLeaf(relay)
    if (!late) throw new Error('no third')
    late.frozen = true
    relay.join()
    await relay.settle()
    late.inbox = []
    for (let n = 0; n < 3; n += 1) {
      relay.join()
      await relay.settle()
    }
    late.frozen = false
    await relay.settle()
    await expectAgreement(relay)
  })

  it('enters again also when the others removed it meanwhile', async () => {
    const relay = await callOf(3)
    const [, , late] = byLeaf(relay)
    if (!late) throw new Error('no third')
    late.frozen = true
    // Its socket was gone for so long that the others saw it leave.
    for (const other of relay.members.values()) if (other !== late) other.inbox.push({ type: 'left', id: late.id })
    await relay.settle()
    expect(byLeaf(relay).map((member) => rosterOf(member).length)).toEqual([2, 2, 3])
    for (const other of relay.members.values()) other.known.add(late.id)
    late.frozen = false
    await relay.reconnect(late)
    await relay.settle()
    await expectAgreement(relay)
  })
})

describe('V9: after a reconnect', () => {
  it('nothing is done when the group stands where it stood', async () => {
    const relay = await callOf(3)
    const [, second] = byLeaf(relay)
    if (!second) throw new Error('no second')
    await relay.reconnect(second)
    await relay.settle()
    expect(second.sent).toEqual([])
    await expectAgreement(relay)
  })

  it('enters again when the group went on meanwhile', async () => {
    const relay = await callOf(3)
    const [, second] = byLeaf(relay)
    if (!second) throw new Error('no second')
    second.frozen = true
    relay.join()
    await relay.settle()
    second.frozen = false
    await relay.reconnect(second)
    await relay.settle()
    expect(second.sent).toEqual(['group.commit'])
    await expectAgreement(relay)
  })

  it('an entry whose answer was lost is done again', async () => {
    const relay = await callOf(2)
    const carl = relay.join()
    await carl.session.committed(-1, '')
    await relay.reconnect(carl)
    await relay.settle()
    await expectAgreement(relay)
    const dora = relay.join()
    await dora.session.committed(-1, '')
    await relay.settleWhile(() => dora.inbox.length === 0)
    await relay.reconnect(dora)
    await relay.settle()
    await expectAgreement(relay)
  })
})

describe('refusals that do not say who was first', () => {
  it.each(['malformed', 'other_call'] as const)('%s: asks again, after a pause', async (reason) => {
    const relay = await callOf(2)
    const carl = relay.join()
    await carl.session.committed(-1, '')
    carl.outbox = []
    await carl.session.refused(reason, relay.state())
    await relay.settle()
    expect(carl.sent).toEqual(['group.commit'])
    relay.advance(500)
    await relay.settle()
    expect(carl.sent).toEqual(['group.commit', 'group.sync', 'group.commit'])
    await expectAgreement(relay)
  })

  it('a group that is no group: asks again, after a pause, and is in as soon as there is one', async () => {
    const relay = await callOf(2)
    const [, second] = byLeaf(relay)
    await second?.session.refused('stale_epoch', { epoch: 9, groupInfo: 'AAAA' })
    expect(second?.sent).toEqual([])
    relay.advance(500)
    await relay.settle()
    expect(second?.sent).toEqual(['group.sync', 'group.commit'])
    await expectAgreement(relay)
  })
})

it('after closing nothing is sent and nothing happens', async () => {
  const relay = await callOf(2)
  const [first, second] = byLeaf(relay)
  if (!first || !second) throw new Error('not two')
  relay.leave(second)
  first.session.close()
  await first.session.start(null)
  await first.session.committed(1, 'AAAA')
  relay.advance(60_000)
  expect([first.sent, second.sent]).toEqual([[], []])
})

describe('any order of events', () => {
  it.each([11, 12, 13, 14])(
    'ends in agreement (seed %i)',
    async (seed) => {
      const random = seededRandom(seed)
      const relay = createGroupRelay(random)
      for (let step = 0; step < 14; step += 1) {
        happen(relay, random)
        if (random.below(3) > 0) await relay.settle()
        if (random.below(4) === 0) relay.advance(random.below(1_500))
      }
      for (const member of relay.members.values()) member.frozen = false
      if (relay.members.size === 0) relay.join()
      for (let round = 0; round < 5; round += 1) {
        await relay.settle()
        relay.advance(1_000)
      }
      // A commit that was lost shows at the next one.
      relay.join()
      for (let round = 0; round < 5; round += 1) {
        await relay.settle()
        relay.advance(1_000)
      }
      await expectAgreement(relay)
    },
    60_000,
  )
})

function happen(relay: GroupRelay, random: Random): void {
  const members = [...relay.members.values()]
  const kind = random.below(10)
  if (members.length < 2 || (kind < 4 && members.length < 6)) return void relay.join()
  const member = random.pick(members)
  if (kind < 7) relay.leave(member)
  else if (kind === 7) void relay.reconnect(member)
  else if (kind === 8) member.frozen = !member.frozen
  else member.inbox = member.inbox.filter(({ type }) => type !== 'committed')
}

describe('T5: who holds our leaf', () => {
  const shownBy = (member: Member | undefined, id: string) =>
    member?.latest?.members.find(({ participantId }) => participantId === id)

  it('is shown with the first entry, where a device says so at once', async () => {
    const relay = await callOf(1)
    let key: Uint8Array | undefined
    const ben = relay.join('ben', (signatureKey, tell) => {
      key = signatureKey
      tell('a device says so')
    })
    await relay.settle()
    const [anna] = relay.members.values()
    expect(shownBy(anna, 'ben')).toMatchObject({ voucher: 'a device says so', signatureKey: key })
    expect(commitsOf(ben)).toBe(1)
  })

  it('is shown by another entry where the word comes late, and nobody waits for it', async () => {
    const relay = await callOf(2)
    const told: ((voucher: string | null) => void)[] = []
    const ben = relay.join('ben', (_key, tell) => void told.push(tell))
    const settled = relay.settle()
    while (!ben.latest) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      relay.advance(50)
    }
    await settled
    const [anna] = relay.members.values()
    expect(shownBy(anna, 'ben')).toMatchObject({ voucher: undefined })
    const { signatureKey } = shownBy(anna, 'ben') ?? {}
    told[0]?.('late')
    await relay.settle()
    expect(shownBy(anna, 'ben')).toMatchObject({ voucher: 'late', signatureKey })
    await expectAgreement(relay)
  })
})
