import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import type { ObjectStore } from '../../storage/object-store.ts'

/** What every object store has to do. Each test gets a store with nothing in it. */
export function objectStoreContract(create: () => Promise<ObjectStore>): void {
  const read = async (store: ObjectStore, key: string) => {
    const found = await store.open(key)
    return found && { sizeBytes: found.sizeBytes, content: await buffer(found.stream) }
  }
  const keysOf = async (store: ObjectStore, prefix: string) => {
    const keys = []
    for await (const { key } of store.list(prefix)) keys.push(key)
    return keys.toSorted()
  }

  it('gives back what was put, from a buffer and from a stream, and says how long it is', async () => {
    const store = await create()
    const content = randomBytes(300_000)
    expect(await store.put('pictures/a.webp', content)).toBe(content.length)
    expect(await store.put('archives/b.zip', Readable.from([content.subarray(0, 9), content.subarray(9)]))).toBe(
      300_000,
    )
    for (const key of ['pictures/a.webp', 'archives/b.zip'])
      expect(await read(store, key)).toEqual({ sizeBytes: 300_000, content })
  })

  it('has nothing where nothing was put or where it was removed, and removing twice is no mistake', async () => {
    const store = await create()
    expect(await store.open('a/b')).toBeNull()
    await store.put('a/b', Buffer.from('here'))
    await store.remove('a/b')
    await store.remove('a/b')
    expect(await store.open('a/b')).toBeNull()
  })

  it('replaces the whole; who reads already goes on with what was there', async () => {
    const store = await create()
    await store.put('a/b', Buffer.from('before'))
    const before = await store.open('a/b')
    await store.put('a/b', Buffer.from('after'))
    expect((await read(store, 'a/b'))?.content.toString()).toBe('after')
    expect(before && (await buffer(before.stream)).toString()).toBe('before')
  })

  it('keeps nothing of what broke off', async () => {
    const store = await create()
    await store.put('a/b', Buffer.from('before'))
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half of it')
        throw new Error('the sender went away')
      })(),
    )
    await expect(store.put('a/b', broken)).rejects.toThrow('the sender went away')
    expect((await read(store, 'a/b'))?.content.toString()).toBe('before')
    expect(await keysOf(store, 'a/')).toEqual(['a/b'])
  })

  it('gives parts, and says how long the whole is', async () => {
    const store = await create()
    const content = randomBytes(9_000)
    await store.put('a/b', content)
    for (const range of [
      { first: 0, last: 9 },
      { first: 100, last: 8_999 },
    ]) {
      const found = await store.open('a/b', range)
      expect(found?.sizeBytes).toBe(9_000)
      expect(found && (await buffer(found.stream)).equals(content.subarray(range.first, range.last + 1))).toBe(true)
    }
  })

  it('takes what is larger than one part, and what is empty', async () => {
    const store = await create()
    const content = randomBytes(17_000_000)
    const pieces = Array.from({ length: 17 }, (_, index) =>
      content.subarray(index * 1_000_000, (index + 1) * 1_000_000),
    )
    expect(await store.put('a/large', Readable.from(pieces))).toBe(content.length)
    expect((await read(store, 'a/large'))?.content.equals(content)).toBe(true)
    expect(await store.put('a/empty', Buffer.alloc(0))).toBe(0)
    expect((await read(store, 'a/empty'))?.sizeBytes).toBe(0)
  })

  it('lists what begins with a prefix, with size and time', async () => {
    const store = await create()
    for (const key of ['x/1', 'x/deep/2', 'xy/3']) await store.put(key, Buffer.from(key))
    expect(await keysOf(store, 'x/')).toEqual(['x/1', 'x/deep/2'])
    expect(await keysOf(store, 'none/')).toEqual([])
    for await (const { sizeBytes, storedAt } of store.list('xy/')) {
      expect(sizeBytes).toBe(4)
      expect(Math.abs(storedAt.getTime() - Date.now())).toBeLessThan(60_000)
    }
  })

  it.each(['', '/', '/a', 'a/', 'a//b', '../a', 'a/../b', '.hidden', 'a\\b', 'a b', 'a\u0000', 'x'.repeat(101)])(
    'refuses the key "%s"',
    async (key) => {
      const store = await create()
      await expect(store.put(key, Buffer.from('x'))).rejects.toThrow('is not an object key')
      await expect(store.open(key)).rejects.toThrow('is not an object key')
      await expect(store.remove(key)).rejects.toThrow('is not an object key')
    },
  )
}
