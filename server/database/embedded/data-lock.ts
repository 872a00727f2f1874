import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, startMark } from '../../utils/processes.ts'

/** Another server process already works in this data folder. */
export class DataFolderInUseError extends Error {
  override readonly name = 'DataFolderInUseError'
}

/**
 * Claims a data folder for this process. Returns the undo. A lock whose process is gone is taken over.
 * Throws {@link DataFolderInUseError}.
 */
export function lockDataFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'server.lock')
  const own = `${process.pid} ${startMark(process.pid)} ${randomUUID()}\n`
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, own, { mode: 0o600 })
  try {
    while (!tryLink(draft, path)) retireIfStale(path, folder)
  } finally {
    unlinkSync(draft)
  }
  return () => {
    if (readText(path) === own) unlinkSync(path)
  }
}

/** `link` makes the lock with its whole content at once, and fails when there is one. */
function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function retireIfStale(path: string, folder: string): void {
  const text = readText(path)
  const pid = Number(text.split(' ')[0])
  if (pid && isAlive(pid) && text.startsWith(`${pid} ${startMark(pid)} `)) throw inUse(folder, pid)
  const retired = `${path}.${randomUUID()}`
  try {
    renameSync(path, retired)
  } catch {
    return // Somebody else retired it first; the next round sees what they made of it.
  }
  // Between reading and renaming another process may have put its own lock there: give it back.
  const moved = readText(retired)
  if (moved !== text) tryLink(retired, path)
  unlinkSync(retired)
}

const inUse = (folder: string, pid: number) =>
  new DataFolderInUseError(`The data folder ${folder} is in use by another server, process ${pid}.`)

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
