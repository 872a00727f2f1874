import { expect, it } from 'vitest'
import { removalTurn } from './removal-turn.ts'

const leaves = (...present: boolean[]) =>
  present.map((isPresent, index) => ({ leafIndex: index * 2, present: isPresent }))

it('G7: nobody has to go when all are present', () => {
  expect(removalTurn(leaves(true, true), 0)).toBeUndefined()
  expect(removalTurn([], 0)).toBeUndefined()
})

it('G7: the lowest leaf that is present acts at once, the next ones after a second each', () => {
  const call = leaves(false, true, true, false, true)
  const turns = [2, 4, 8].map((leafIndex) => removalTurn(call, leafIndex))
  expect(turns.map((turn) => turn?.afterMs)).toEqual([0, 1_000, 2_000])
  for (const turn of turns) expect(turn?.leafIndexes).toEqual([0, 6])
})
