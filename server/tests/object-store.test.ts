import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFileObjectStore } from '../storage/file-object-store.ts'
import { createS3ObjectStore } from '../storage/s3-object-store.ts'
import { newId } from '../utils/ids.ts'
import { type S3Server, startS3 } from './harness/s3-server.ts'
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

describe('a bucket', () => {
  let s3: S3Server
  beforeAll(async () => {
    s3 = await startS3()
  })
  afterAll(() => s3?.stop())

  /** The same bucket for all, emptied before each. */
  const emptied = async () => {
    const store = createS3ObjectStore(s3.settings)
    for (const prefix of ['a/', 'x/', 'xy/', 'pictures/', 'archives/'])
      for await (const { key } of store.list(prefix)) await store.remove(key)
    return store
  }
  objectStoreContract(emptied)

  it('gives addresses that are good by themselves, and by another name where there is one', async () => {
    const store = await emptied()
    const key = `a/${newId()}`
    await store.put(key, Buffer.from('for everybody'))
    const link = (await store.linkTo(key)) ?? ''
    expect(await (await fetch(link)).text()).toBe('for everybody')
    expect((await fetch(link, { headers: { range: 'bytes=4-12' } })).status).toBe(206)
    const other = createS3ObjectStore({ ...s3.settings, cdnUrl: 'https://cdn.example.org/' })
    expect(await other.linkTo(key)).toMatch(/^https:\/\/cdn\.example\.org\/chaos-test\/a\/.+X-Amz-Signature=/)
  })

  it('says so when it lets nobody in by this name', async () => {
    const stranger = createS3ObjectStore({ ...s3.settings, accessKeyId: 'STRANGER' })
    await expect(stranger.put('a/b', Buffer.from('x'))).rejects.toThrow('403')
  })
})
