import { expect, test, vi } from 'vitest'
import { createHooks } from './hooks.ts'

test('runs in order, once, past failures, without what was taken back', async () => {
  const error = vi.fn<() => void>()
  const hooks = createHooks({ error })
  const ran: string[] = []
  hooks.add(async () => void ran.push('first'))
  hooks.add(() => Promise.reject(new Error('broken')))
  hooks.add(() => void ran.push('gone'))()
  hooks.add(() => void ran.push('last'))
  expect(hooks.hasRun()).toBe(false)
  await hooks.run()
  await hooks.run()
  expect(ran).toEqual(['first', 'last'])
  expect(error).toHaveBeenCalledOnce()
  expect(hooks.hasRun()).toBe(true)
})
