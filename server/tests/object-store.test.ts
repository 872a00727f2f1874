import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFileObjectStore } from '../storage/file-object-store.ts'
import { objectStoreContract } from './contracts/object-store.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chaos-objects-'))
})
afterAll(() => rm(folder, { recursive: true }))

let count = 0
const nextFolder = () => join(folder, String((count += 1)))

describe('files', () => {
  objectStoreContract(() => Promise.resolve(createFileObjectStore(nextFolder())))

  it('clear what a dead process left, and nothing that is being written', async () => {
    const own = nextFolder()
    const store = createFileObjectStore(own)
    await store.removeAbandoned()
    await store.put('a/b', Buffer.from('x'))
    const old = new Date(Date.now() - 2 * 86_400_000)
    for (const name of ['old', 'new']) await writeFile(join(own, '.writing', name), 'x')
    await utimes(join(own, '.writing', 'old'), old, old)
    await store.removeAbandoned()
    expect(await readdir(join(own, '.writing'))).toEqual(['new'])
    expect(await store.open('a/b').then((found) => found?.stream.destroy() && found.sizeBytes)).toBe(1)
  })
})
