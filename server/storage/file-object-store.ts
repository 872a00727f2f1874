import { randomUUID } from 'node:crypto'
import { createWriteStream, type Dirent } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { checkKey, type ObjectStore, type StoredObject } from './object-store.ts'

/** Where writing goes on; a name that no key can have, in the same file system, so that renaming is one step. */
const workshop = '.writing'
/** What was not finished by then was left by a process that died, ms. */
const abandonedAfterMs = 86_400_000

/** Objects as files under one folder, which is made when needed. */
export function createFileObjectStore(folder: string): ObjectStore {
  const pathOf = (key: string): string => {
    checkKey(key)
    return join(folder, ...key.split('/'))
  }

  return {
    async put(key, content) {
      const path = pathOf(key)
      const draft = join(folder, workshop, randomUUID())
      await mkdir(dirname(draft), { recursive: true, mode: 0o700 })
      const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      try {
        const source = Buffer.isBuffer(content) ? Readable.from([content]) : content
        await pipeline(source, createWriteStream(draft, { mode: 0o600, flush: true }))
        const { size } = await stat(draft)
        await rename(draft, path)
        await settle(dirname(path), made === undefined ? dirname(path) : dirname(made))
        return size
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },

    async open(key, range) {
      const file = await open(pathOf(key)).catch(passOver('ENOENT'))
      if (!file) return null
      const { size } = await file.stat()
      const part = range && { start: range.first, end: range.last }
      return { sizeBytes: size, stream: file.createReadStream(part) }
    },

    linkTo: () => Promise.resolve(null),

    async freeBytes() {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize
    },

    async remove(key) {
      await rm(pathOf(key), { force: true })
    },

    async *list(prefix) {
      const base = prefix.replace(/\/$/, '')
      const start = pathOf(base)
      for await (const path of filesUnder(start)) {
        const facts = await stat(path).catch(passOver('ENOENT'))
        if (facts) yield describe(base + path.slice(start.length).replaceAll('\\', '/'), facts)
      }
    },

    async removeAbandoned() {
      for await (const path of filesUnder(join(folder, workshop))) {
        const facts = await stat(path).catch(passOver('ENOENT'))
        if (facts && facts.mtimeMs < Date.now() - abandonedAfterMs) await rm(path, { force: true })
      }
    },
  }
}

/** Has the disk keep a new name: in its folder, and in those above it up to `top`, which are as new. */
async function settle(folder: string, top: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (folder !== top) await settle(dirname(folder), top)
}

const describe = (key: string, { size, mtime }: { size: number; mtime: Date }): StoredObject => ({
  key,
  sizeBytes: size,
  storedAt: mtime,
})

async function* filesUnder(folder: string): AsyncIterable<string> {
  const entries: Dirent[] = (await readdir(folder, { withFileTypes: true }).catch(passOver('ENOENT'))) ?? []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesUnder(path)
    else yield path
  }
}

const passOver = (code: string) => (error: unknown) => {
  if (error instanceof Error && 'code' in error && error.code === code) return null
  throw error
}
