import { expect, it } from 'vitest'
import { createSharedMap } from './shared-map.ts'

it('tells of changes once each, and of nothing that stays as it is', () => {
  const map = createSharedMap<string>()
  const told: string[] = []
  const stop = map.onChange((key) => told.push(`${key}:${map.get(key).join()}`))
  map.set('anna', 'active')
  map.set('anna', 'active')
  map.set('anna', 'idle')
  map.delete('anna')
  map.delete('anna')
  stop()
  stop()
  map.set('ben', 'active')
  expect(told).toEqual(['anna:active', 'anna:idle', 'anna:'])
  expect(map.get('ben')).toEqual(['active'])
})
