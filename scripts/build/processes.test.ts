import { expect, test } from 'vitest'
import { run } from './run.mjs'
import { supervise } from './supervise.mjs'

const script = (text: string): [string, ...string[]] => [process.execPath, '-e', text]

test('a command gives its exit code and what it said', async () => {
  const outcome = await run(script("console.log('out'); console.error('err'); process.exitCode = 3"), { capture: true })
  expect(outcome.code).toBe(3)
  expect(outcome.output).toContain('out\n')
  expect(outcome.output).toContain('err\n')
})

test('a command that does not exist is a failure', async () => {
  const { code, output } = await run(['no-such-command'], { capture: true })
  expect(code).toBe(1)
  expect(output).toContain('no-such-command')
})

test('a command that takes too long is stopped', async () => {
  const { code, output } = await run(script('setInterval(() => {}, 1000)'), { capture: true, timeoutMs: 300 })
  expect(code).toBe(1)
  expect(output).toContain('Stopped by SIGKILL')
})

test('the first program to end stops the others and gives the exit code', async () => {
  const code = await supervise([
    { command: script('setInterval(() => {}, 1000)') },
    { command: script('setTimeout(() => process.exit(7), 100)') },
  ])
  expect(code).toBe(7)
})

test('no listener stays behind', async () => {
  const before = process.listenerCount('SIGTERM')
  await run(script(''), { capture: true })
  await supervise([{ command: script('') }])
  expect(process.listenerCount('SIGTERM')).toBe(before)
})
