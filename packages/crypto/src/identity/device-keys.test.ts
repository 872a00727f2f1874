import { describe, expect, it } from 'vitest'
import { bytesOf } from '../bytes/pack.ts'
import { randomBytes, utf8 } from '../platform.ts'
import { ed25519Verify } from '../primitives/ed25519.ts'
import { hpkeSeal } from '../primitives/hpke.ts'
import { nextId } from '../testing/people.ts'
import { toHex } from '../testing/vectors.ts'
import { createDevice, keepSecret, readKept, useDevice } from './device-keys.ts'

const message = utf8('a message')

describe('I15: kept keys', () => {
  it('survive a structured clone, and nothing secret can be taken out of them', async () => {
    const made = await createDevice({ userId: nextId(), deviceId: nextId() })
    const kept = structuredClone(made)
    expect(kept.wrappingKey.extractable).toBe(false)
    expect(kept.signing.kind === 'native' && kept.signing.key.extractable).toBe(false)
    const device = await useDevice(kept)
    const publicKey = bytesOf(device.device.signatureKey)
    expect(await ed25519Verify(publicKey, await device.sign(message), message)).toBe(true)
    const sealed = await hpkeSeal(bytesOf(device.device.boxKey), message, utf8('for this device'))
    expect(await device.openSealed(sealed, message)).toEqual(utf8('for this device'))
  })

  it('keep secrets, each for its purpose and this device', async () => {
    const [kept, other] = await Promise.all([1, 2].map(() => createDevice({ userId: nextId(), deviceId: nextId() })))
    if (!kept || !other) throw new Error('two devices')
    const secret = randomBytes(32)
    const sealed = await keepSecret(kept, 'channel 1', secret)
    expect(toHex(sealed)).not.toContain(toHex(secret))
    expect(await readKept(kept, 'channel 1', sealed)).toEqual(secret)
    expect(await readKept(kept, 'channel 2', sealed)).toBeUndefined()
    expect(await readKept(other, 'channel 1', sealed)).toBeUndefined()
    expect(await readKept({ ...kept, device: other.device }, 'channel 1', sealed)).toBeUndefined()
  })

  it('that were changed on the disk do not come into use', async () => {
    const kept = await createDevice({ userId: nextId(), deviceId: nextId() })
    const boxSeed = kept.boxSeed.slice()
    boxSeed[20] = (boxSeed[20] ?? 0) ^ 1
    await expect(useDevice({ ...kept, boxSeed })).rejects.toThrow(TypeError)
  })
})
