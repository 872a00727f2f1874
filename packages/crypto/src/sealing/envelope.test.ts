import { beforeAll, describe, expect, it } from 'vitest'
import { type ChannelKeys, latestGeneration, noChannelKeys } from '../channel-keys/channel-keys.ts'
import { confirmGeneration, makeGeneration } from '../channel-keys/make-generation.ts'
import { contactsOf, firstDevice, newPerson, nextId, type Person, startMs } from '../testing/people.ts'
import { openEnvelope } from './open-envelope.ts'
import { sealEnvelope } from './seal-envelope.ts'

it('smoke', async () => {
  const anna = await newPerson(),
    ben = await newPerson()
  const keys = noChannelKeys(nextId())
  const made = await makeGeneration({
    keys,
    kind: 'first',
    maker: firstDevice(anna),
    members: [anna.contact, ben.contact],
    policy: 'all',
    atMs: startMs,
  })
  if (made.kind !== 'made') throw new Error(made.reason)
  const k = confirmGeneration(keys, made.pending)
  if (!k) throw new Error('')
  const s = await sealEnvelope({ keys: k, device: firstDevice(anna), messageId: nextId(), content: '{"a":1}' })
  if (s.kind !== 'sealed') throw new Error(s.reason)
  const o = await openEnvelope({ keys: k, contacts: contactsOf(anna, ben), envelope: s.envelope })
  expect(o).toMatchObject({ kind: 'opened', content: '{"a":1}' })
})
