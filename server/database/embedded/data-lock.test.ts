import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startMark } from '../../utils/processes.ts'
import { DataFolderInUseError, lockDataFolder } from './data-lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chaos-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const lockFile = () => join(folder, 'server.lock')

test('one process at a time; afterwards nothing is left', () => {
  const unlock = lockDataFolder(folder)
  expect(() => lockDataFolder(folder)).toThrow(DataFolderInUseError)
  expect(() => lockDataFolder(folder)).toThrow(`process ${process.pid}`)
  unlock()
  unlock()
  expect(readdirSync(folder)).toEqual([])
})

test('an undo leaves the lock of a later owner alone', () => {
  const unlock = lockDataFolder(folder)
  rmSync(lockFile())
  const unlockLater = lockDataFolder(folder)
  unlock()
  expect(existsSync(lockFile())).toBe(true)
  unlockLater()
})

test.each([
  ['whose process is gone', '4194304 1 x\n'],
  ['whose process id came around again', `${process.ppid} ${startMark(process.ppid)}0 x\n`],
  ['that a crash left empty', ''],
])('a lock %s is taken over', (_name, content) => {
  writeFileSync(lockFile(), content)
  lockDataFolder(folder)()
  expect(readdirSync(folder)).toEqual([])
})
