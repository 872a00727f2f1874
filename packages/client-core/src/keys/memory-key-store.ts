import type { KeyRecords, KeyStore, OpenKeyStore } from './key-records.ts'

/** Keeps keys as long as the program runs: for bots and other programs without a screen. */
export function createMemoryKeyStores(): OpenKeyStore {
  const accounts = new Map<string, Partial<KeyRecords>>()
  return async (userId): Promise<KeyStore> => ({
    read: async (name) => accounts.get(userId)?.[name],
    async write(changes) {
      const next = { ...accounts.get(userId), ...changes }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `undefined` stands for a record that is not there
      accounts.set(userId, next as Partial<KeyRecords>)
    },
    erase: async () => void accounts.delete(userId),
    close() {},
  })
}
