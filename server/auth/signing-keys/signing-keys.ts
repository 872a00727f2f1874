import { type KeyObject, randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose'
import type { SigningKeyStore, StoredSigningKey } from '../../database/stores/signing-key-store.ts'
import { type KeySettings, planKeys } from './key-plan.ts'
import { openPrivateKey, privateKeyFrom, publicKeyFrom, rawPublicKey, sealPrivateKey } from './sealed-key.ts'

/** What signing and checking access tokens needs of the keys. */
export type SigningKeys = {
  signing(): { kid: string; privateKey: KeyObject }
  find(kid: string | undefined): KeyObject | null
  /** The public keys, RFC 7517 §5. */
  jwks(): { keys: JWK[] }
  /** Makes, takes up and drops keys as it is time. Once before anything is signed, then regularly. */
  turn(): Promise<void>
}

type Options = {
  store: SigningKeyStore
  /** 32 bytes; seals the private keys where they are stored. */
  sealingKey: Buffer
  settings: KeySettings
  /** ms since 1970 */
  now?: () => number
}
type Loaded = { kid: string; signsFrom: number; privateKey: KeyObject | null; publicKey: KeyObject; jwk: JWK }

/** The keys of access tokens: shared through the database by every server of the instance, and replaced by themselves. */
export function createSigningKeys({ store, sealingKey, settings, now = Date.now }: Options): SigningKeys {
  let keys = new Map<string, Loaded>()

  async function load(row: StoredSigningKey): Promise<Loaded> {
    const { kid, signsFrom } = row
    const raw = openPrivateKey(row.sealedPrivateKey, kid, sealingKey)
    const publicKey = publicKeyFrom(row.publicKey)
    const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' }
    return { kid, signsFrom: signsFrom.getTime(), privateKey: raw && privateKeyFrom(raw), publicKey, jwk }
  }

  async function make(signsFrom: number): Promise<StoredSigningKey> {
    const raw = randomBytes(32)
    const publicKey = rawPublicKey(privateKeyFrom(raw))
    const kid = await calculateJwkThumbprint(await exportJWK(publicKeyFrom(publicKey)))
    return { kid, publicKey, sealedPrivateKey: sealPrivateKey(raw, kid, sealingKey), signsFrom: new Date(signsFrom) }
  }

  const planned = ({ kid, signsFrom, privateKey }: Loaded) => ({ kid, signsFrom, canSign: privateKey !== null })

  return {
    async turn() {
      const rows = await store.change(async (stored) => {
        const plan = planKeys((await Promise.all(stored.map(load))).map(planned), now(), settings)
        return { add: plan.next === null ? [] : [await make(plan.next)], remove: plan.over }
      })
      const loaded = await Promise.all(rows.map(load))
      keys = new Map(loaded.map((key) => [key.kid, key]))
    },

    signing() {
      const { signing } = planKeys([...keys.values()].map(planned), now(), settings)
      const key = signing === null ? undefined : keys.get(signing)
      if (!key?.privateKey) throw new Error('there is no key to sign with')
      return { kid: key.kid, privateKey: key.privateKey }
    },
    find: (kid) => (kid === undefined ? null : (keys.get(kid)?.publicKey ?? null)),
    jwks: () => ({ keys: [...keys.values()].map(({ jwk }) => jwk) }),
  }
}
