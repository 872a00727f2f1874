import type { KeyRecords, KeyStore } from '../key-records.ts'

const table = 'records'
const version = 1

/** One database per account, so that signing out can leave nothing behind. Keys that cannot be extracted stay so in it. */
export async function openIndexedDbKeyStore(userId: string): Promise<KeyStore> {
  const name = `chaos.keys.${userId}`
  const opening = indexedDB.open(name, version)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(table))
  const database = await settled(opening)
  // Another window erases it.
  database.addEventListener('versionchange', () => database.close())

  return {
    async read<K extends keyof KeyRecords>(record: K) {
      const found: unknown = await settled(database.transaction(table).objectStore(table).get(record))
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `write` below puts anything there
      return found as KeyRecords[K] | undefined
    },
    write(changes) {
      const transaction = database.transaction(table, 'readwrite', { durability: 'strict' })
      const records = transaction.objectStore(table)
      for (const [record, value] of Object.entries(changes)) {
        if (value === undefined) records.delete(record)
        else records.put(value, record)
      }
      return new Promise((resolve, reject) => {
        transaction.addEventListener('complete', () => resolve())
        transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('nothing was kept')))
      })
    },
    async erase() {
      database.close()
      await settled(indexedDB.deleteDatabase(name))
    },
    close: () => database.close(),
  }
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('the browser keeps nothing')))
  })
