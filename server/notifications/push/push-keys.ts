import type { PushStore } from '../../database/stores/push-store.ts'
import { createSecretBox } from '../../utils/secret-box.ts'

export type PushKeys = { publicKey: string; privateKey: string }

type Deps = { store: Pick<PushStore, 'keys' | 'keysOr' | 'forgetKeys'>; instanceSecret: Buffer }

/** The pair by which push services know this server (RFC 8292), made when it is first needed and the same ever after. */
export function createPushKeys({ store, instanceSecret }: Deps) {
  const box = createSecretBox(instanceSecret, 'push-keys')
  let known: Promise<PushKeys> | undefined

  async function make() {
    const { default: webPush } = await import('web-push')
    const { publicKey, privateKey } = webPush.generateVAPIDKeys()
    return store.keysOr({ publicKey, sealedPrivateKey: box.seal(Buffer.from(privateKey), publicKey) })
  }

  /** null: it was sealed with another secret, so these keys are lost. */
  function open(sealed: Buffer, publicKey: string): string | null {
    try {
      return box.open(sealed, publicKey).toString()
    } catch {
      return null
    }
  }

  async function load(): Promise<PushKeys> {
    const { publicKey, sealedPrivateKey } = (await store.keys()) ?? (await make())
    const privateKey = open(sealedPrivateKey, publicKey)
    if (privateKey !== null) return { publicKey, privateKey }
    await store.forgetKeys(publicKey)
    return load()
  }

  return (): Promise<PushKeys> => {
    known ??= load().catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
}
