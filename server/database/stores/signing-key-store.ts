import { asc, inArray, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { signingKeys } from '../schema.ts'

export type SigningKeyStore = ReturnType<typeof createSigningKeyStore>
export type StoredSigningKey = { kid: string; publicKey: Buffer; sealedPrivateKey: Buffer; signsFrom: Date }

type Change = { add: StoredSigningKey[]; remove: string[] }

/** Any fixed number; servers change the keys one after the other. */
const keysLock = 7_214_330_563

const stored = {
  kid: signingKeys.kid,
  publicKey: signingKeys.publicKey,
  sealedPrivateKey: signingKeys.sealedPrivateKey,
  signsFrom: signingKeys.signsFrom,
}

export function createSigningKeyStore(db: Database) {
  return {
    /** Reads all keys, makes the change that `decide` wants, and returns what there is then. */
    async change(decide: (keys: StoredSigningKey[]) => Promise<Change>): Promise<StoredSigningKey[]> {
      return db.transaction(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(${keysLock})`)
        const read = () => tx.select(stored).from(signingKeys).orderBy(asc(signingKeys.signsFrom))
        const keys = await read()
        const { add, remove } = await decide(keys)
        if (add.length > 0) await tx.insert(signingKeys).values(add)
        if (remove.length > 0) await tx.delete(signingKeys).where(inArray(signingKeys.kid, remove))
        return add.length + remove.length > 0 ? read() : keys
      })
    },
  }
}
