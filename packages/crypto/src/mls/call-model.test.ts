import { env } from 'node:process'
import { expect, it } from 'vitest'
import { viewsOf } from '../testing/call.ts'
import { ModelledCall } from '../testing/modelled-call.ts'
import { seededRandom } from '../testing/random.ts'
import { toHex } from '../testing/vectors.ts'

const keyOf = async (group: { baseKey(): Promise<Uint8Array> }) => group.baseKey().then(toHex, () => 'none')

/** `MODEL_STEPS=1000` runs the long campaign. */
const stepCount = Number(env['MODEL_STEPS'] ?? 120)

it('M5, M6, M7: over many random steps everybody present agrees and nobody removed follows', async () => {
  const random = seededRandom(300)
  const call = await ModelledCall.start(random)
  const steps: string[] = []
  const keys = new Set<string>()
  for (let count = 0; count < stepCount; count++) {
    const step = await call.step()
    steps.push(step)
    const groups = call.participants.map(({ group }) => group)
    expect((await viewsOf(groups)).size, `step ${count}: ${step}`).toBe(1)
    const roster = groups[0]?.members.map(({ identity }) => identity).toSorted()
    expect(roster).toEqual(call.participants.map(({ identity }) => identity).toSorted())

    const key = await keyOf(random.pick(groups))
    expect(keys.has(key)).toBe(false)
    keys.add(key)
    for (const ghost of call.ghosts) expect(await keyOf(ghost.group), `step ${count}: ${step}`).not.toBe(key)
    if (count % 50 === 0) {
      const codes = new Set(await Promise.all(groups.map((group) => group.privacyCode())))
      expect(codes.size).toBe(1)
    }
  }
  expect(new Set(steps)).toEqual(new Set(['enter', 'leave', 'lose', 'race']))
}, 1_200_000)
