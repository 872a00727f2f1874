import { expect, it } from 'vitest'
import { overrideState, withState } from './override-state.ts'

it('each permission is in one of three states', () => {
  let sets = withState({ allow: [], deny: ['speak'] }, 'view_channels', 'deny')
  expect(sets).toEqual({ allow: [], deny: ['speak', 'view_channels'] })
  sets = withState(sets, 'speak', 'allow')
  expect(sets).toEqual({ allow: ['speak'], deny: ['view_channels'] })
  expect((['speak', 'view_channels', 'connect_voice'] as const).map((name) => overrideState(sets, name))).toEqual([
    'allow',
    'deny',
    'inherit',
  ])
  expect(withState(sets, 'speak', 'inherit')).toEqual({ allow: [], deny: ['view_channels'] })
})
