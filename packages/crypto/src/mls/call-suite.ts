import { type CiphersuiteImpl, type CiphersuiteName, getCiphersuiteFromName, getCiphersuiteImpl } from 'ts-mls'
import type { CallSuite } from './call-group.ts'
import { hashOf, kdfOf } from './synchronous-hash.ts'

/** The suite that calls use; why: docs/development/decisions/0001-call-group-suite.md. */
export const callSuite: CallSuite = 'xwing'

const names: Record<CallSuite, CiphersuiteName> = {
  x25519: 'MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519',
  xwing: 'MLS_256_XWING_AES256GCM_SHA512_Ed25519',
}

const loaded = new Map<CallSuite, Promise<CiphersuiteImpl>>()

/** Loads a suite once. ts-mls imports the code of X-Wing only here, so that bundlers put it in a chunk of its own. */
export function cipherSuiteOf(suite: CallSuite): Promise<CiphersuiteImpl> {
  const known = loaded.get(suite)
  if (known) return known
  const loading = load(suite)
  loaded.set(suite, loading)
  // A chunk that failed to load may be there at the next try.
  loading.catch(() => loaded.delete(suite))
  return loading
}

async function load(suite: CallSuite): Promise<CiphersuiteImpl> {
  const byWebCrypto = await getCiphersuiteImpl(getCiphersuiteFromName(names[suite]))
  const bits = suite === 'xwing' ? 512 : 256
  return { ...byWebCrypto, hash: hashOf(bits), kdf: kdfOf(bits) }
}
