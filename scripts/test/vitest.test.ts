import { expect, test } from 'vitest'
import { countChecks } from './vitest.mjs'

const file = (statuses: string[], status = 'passed') => ({
  name: 'some.test.ts',
  status,
  assertionResults: statuses.map((each) => ({ status: each })),
})

test('each test is one check', () => {
  const report = { testResults: [file(['passed', 'passed']), file(['passed', 'failed'], 'failed')] }
  expect(countChecks(report, 1)).toEqual({ passed: 3, failed: 1, output: '' })
})

test('a file that broke before its first test is one failure', () => {
  expect(countChecks({ testResults: [file(['passed']), file([], 'failed')] }, 1)).toMatchObject({
    passed: 1,
    failed: 1,
  })
})

test('a file whose hooks broke after its tests passed is one failure', () => {
  expect(countChecks({ testResults: [file(['passed'], 'failed')] }, 1)).toMatchObject({ passed: 1, failed: 1 })
})

test('a run without tests fails', () => {
  expect(countChecks({ testResults: [] }, 0)).toEqual({ passed: 0, failed: 1, output: 'No test was found.\n' })
})

test.each(['skipped', 'pending', 'todo', 'disabled'])('a test that is %s fails', (status) => {
  expect(countChecks({ testResults: [file(['passed', status])] }, 0)).toMatchObject({ passed: 1, failed: 1 })
})

test('an error outside of the tests fails', () => {
  expect(countChecks({ testResults: [file(['passed'])] }, 1)).toMatchObject({ passed: 1, failed: 1 })
})
