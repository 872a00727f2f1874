import { argon2id } from '@noble/hashes/argon2.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts'
import type { Recovered } from './backup.ts'
import { standingDevices } from '../identity/account.ts'
import type { DeviceKeys } from '../identity/device-keys.ts'
import { admitDevice, foundIdentity } from '../identity/write-log.ts'
import { randomBytes } from '../platform.ts'
import {
  addDevice,
  append,
  firstDevice,
  newDevice,
  newPerson,
  nextId,
  type Person,
  revoke,
  startMs,
} from '../testing/people.ts'
import { seededRandom } from '../testing/random.ts'
import { toHex } from '../testing/vectors.ts'
import { addToArchive, digestOfSecrets, openArchiveParts } from './archive-parts.ts'
import { type ArchivedSecret, type KeyArchive, openArchive, sealArchive } from './archive.ts'
import { checkRecovered, createRecovery, openRecovery, type RecoveryBackup } from './backup.ts'
import { formatRecoveryCode, readRecoveryCode } from './recovery-code.ts'

const refused = (reason: string) => ({ kind: 'refused', reason })

describe('R1: codes', () => {
  const bits = Uint8Array.from([0x7f, 0, 0, 1, ...Array.from({ length: 12 }, (_, index) => index * 17)])
  const code = formatRecoveryCode(bits)

  it('are nine words that can be said', () => {
    expect(code).toMatch(/^([bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz] ?){9}$/)
    expect(code.startsWith('lusab babad ')).toBe(true)
  })

  it('are read however they were typed', () => {
    const numbered = code.split(' ').map((word, index) => `${index + 1}. ${word.toUpperCase()}`)
    for (const typed of [
      code,
      code.toUpperCase(),
      code.replaceAll(' ', '-'),
      code.replaceAll(' ', ''),
      numbered.join('\n'),
    ]) {
      expect(readRecoveryCode(typed)).toEqual({ kind: 'code', bits })
    }
  })

  it('say which word is none, and that words are missing', () => {
    const words = code.split(' ')
    expect(readRecoveryCode(words.with(3, 'xabab').join(' '))).toEqual({
      kind: 'refused',
      reason: 'no_such_word',
      word: 4,
    })
    expect(readRecoveryCode(words.slice(1).join(' '))).toEqual(refused('wrong_length'))
    expect(readRecoveryCode('')).toEqual(refused('wrong_length'))
  })

  it('notice all but one in 65,536 of the slips that make other words', () => {
    const random = seededRandom(5)
    let missed = 0
    for (let round = 0; round < 3_000; round++) {
      const words = code.split(' ')
      const [from, to] = [random.below(9), random.below(9)]
      const other = formatRecoveryCode(random.bytes(16)).split(' ')[from] ?? ''
      const slipped =
        round % 2 === 0 ? words.with(to, other) : words.with(from, words[to] ?? '').with(to, words[from] ?? '')
      const typed = slipped.join(' ')
      if (typed !== code && readRecoveryCode(typed).kind === 'code') missed += 1
    }
    expect(missed).toBeLessThan(3)
  })
})

describe('R2: argon2id', () => {
  it('is that of RFC 9106 §5.3', () => {
    const filled = (size: number, byte: number) => new Uint8Array(size).fill(byte)
    const parameters = { t: 3, m: 32, p: 4, dkLen: 32, key: filled(8, 3), personalization: filled(12, 4) }
    expect(toHex(argon2id(filled(32, 1), filled(16, 2), parameters))).toBe(
      '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
    )
  })

  it('takes no salt below 8 bytes, no pass too few, and no memory below 8 blocks a lane', () => {
    const good = { t: 1, m: 8, p: 1, dkLen: 32 }
    expect(argon2id(new Uint8Array(16), new Uint8Array(8), good).length).toBe(32)
    expect(() => argon2id(new Uint8Array(16), new Uint8Array(7), good)).toThrow(/salt/i)
    for (const change of [{ t: 0 }, { m: 7 }, { p: 0 }, { dkLen: 3 }]) {
      expect(() => argon2id(new Uint8Array(16), new Uint8Array(8), { ...good, ...change })).toThrow(/must|should|[<>]/i)
    }
  })
})

describe('recovery', () => {
  let anna: Person
  let code = ''
  let backup: RecoveryBackup
  let recovered: Recovered

  const open = (typed: string, stored: RecoveryBackup, userId = anna.userId) =>
    openRecovery({ userId, backup: stored, code: typed })

  beforeAll(async () => {
    anna = await newPerson()
    const made = await createRecovery(anna.contact.account, nextId())
    code = made.code
    backup = made.backup
    const admission = { account: anna.contact.account, author: firstDevice(anna), device: made.device, atMs: startMs }
    await append(anna, await admitDevice(admission))
    const opening = await open(code, backup)
    if (opening.kind !== 'opened') throw new Error(opening.reason)
    recovered = opening.recovered
  })

  it('R2, R4: a code gives back what may admit a device', async () => {
    expect(checkRecovered(recovered, anna.contact.account)).toBe('good')
    const phone = await newDevice(anna.userId)
    const { account } = anna.contact
    await append(anna, await admitDevice({ account, author: recovered.recovery, device: phone.device, atMs: startMs }))
    expect(standingDevices(anna.contact.account)).toContainEqual(phone.device)
  })

  it('R2: a wrong code, another account and a changed backup open nothing', async () => {
    const wrong = formatRecoveryCode(randomBytes(16))
    expect(await open(wrong, backup)).toEqual(refused('wrong_code'))
    expect(await open(code, backup, nextId())).toEqual(refused('wrong_code'))
    expect(await open(code, { ...backup, deviceId: nextId() })).toEqual(refused('wrong_code'))
    const bytes = fromBase64Url(backup.sealed) ?? new Uint8Array()
    for (const at of [0, bytes.length - 1]) {
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(await open(code, { ...backup, sealed: toBase64Url(changed) })).toEqual(refused('wrong_code'))
    }
  })

  it('R1, R2: what cannot be right costs no work', async () => {
    expect(await open('none', backup)).toEqual(refused('wrong_length'))
    const short = toBase64Url((fromBase64Url(backup.sealed) ?? new Uint8Array()).subarray(1))
    for (const value of [
      null,
      {},
      { ...backup, sealed: short },
      { ...backup, sealed: `${backup.sealed}AAAA` },
      { ...backup, more: 1 },
    ]) {
      expect(await open(code, value as RecoveryBackup)).toEqual(refused('malformed'))
    }
  })

  it('R3, R4: an old code speaks for nobody, and a log that is not the one it knew is noticed', async () => {
    const person: Person = { ...anna, devices: [...anna.devices], entries: [...anna.entries] }
    const next = await createRecovery(person.contact.account, nextId())
    const { account } = person.contact
    await append(
      person,
      await admitDevice({ account, author: firstDevice(person), device: next.device, atMs: startMs }),
    )
    expect(checkRecovered(recovered, person.contact.account)).toBe('not_in_standing')
    const elsewhere = await foundIdentity({ device: await newDevice(anna.userId), atMs: startMs })
    expect(checkRecovered(recovered, elsewhere.account)).toBe('identity_changed')
    const later = { ...recovered, head: { sequence: 99, hash: recovered.head.hash } }
    expect(checkRecovered(later, anna.contact.account)).toBe('rolled_back')
    const other = { ...recovered, head: { sequence: 0, hash: toBase64Url(randomBytes(32)) } }
    expect(checkRecovered(other, anna.contact.account)).toBe('forked')
  })

  describe('R5: the archive', () => {
    const secrets: ArchivedSecret[] = Array.from({ length: 40 }, (_, index) => ({
      channelId: nextId(),
      generation: index + 1,
      headerHash: toBase64Url(randomBytes(32)),
      secret: randomBytes(32),
    }))
    const openAs = (archive: KeyArchive, account = anna.contact.account) =>
      openArchive({ account, recovery: recovered.recovery, archive })
    const sealAs = async (author = firstDevice(anna), account = anna.contact.account) => {
      const outcome = await sealArchive({ account, author, sequence: 3, secrets })
      if (outcome.kind === 'refused') throw new Error(outcome.reason)
      return outcome.archive
    }

    it('brings back what any device put in, also one that was revoked since', async () => {
      expect(await openAs(await sealAs())).toEqual({ kind: 'opened', secrets })
      const tablet = await addDevice(anna)
      const archive = await sealAs(tablet)
      await revoke(anna, tablet)
      expect(await openAs(archive)).toEqual({ kind: 'opened', secrets })
    })

    it('of a stranger, in another place, or changed is refused', async () => {
      const archive = await sealAs()
      expect(await openAs({ ...archive, sequence: 4 })).toEqual(refused('bad_seal'))
      expect(await openAs({ ...archive, authorId: nextId() })).toEqual(refused('bad_seal'))
      expect(await openAs({ ...archive, deviceId: nextId() })).toEqual(refused('not_for_us'))
      expect(await openAs(await sealAs(await newDevice(anna.userId)))).toEqual(refused('unknown_device'))
      const posing = await newDevice(anna.userId)
      const forged = { ...posing, device: firstDevice(anna).device }
      expect(await openAs(await sealAs(forged))).toEqual(refused('bad_signature'))
      const bytes = fromBase64Url(archive.sealed) ?? new Uint8Array()
      for (const at of [0, 1_100, 1_130, bytes.length - 1]) {
        const changed = bytes.slice()
        changed[at] = (changed[at] ?? 0) ^ 1
        expect(await openAs({ ...archive, sealed: toBase64Url(changed) })).toEqual(refused('bad_seal'))
      }
      for (const value of [null, {}, { ...archive, sealed: '=' }])
        expect(await openAs(value as KeyArchive)).toEqual(refused('malformed'))
    })

    describe('of several devices', () => {
      const part = async (author: DeviceKeys, sequence: number, some: readonly ArchivedSecret[]) => {
        const outcome = await sealArchive({ account: anna.contact.account, author, sequence, secrets: some })
        if (outcome.kind === 'refused') throw new Error(outcome.reason)
        return outcome.archive
      }
      const add = (before: KeyArchive | undefined, one: KeyArchive) => {
        const outcome = addToArchive({ account: anna.contact.account, before, part: one })
        if (outcome.kind === 'refused') throw new Error(outcome.reason)
        return outcome.archive
      }
      const openAll = (archive: KeyArchive) =>
        openArchiveParts({ account: anna.contact.account, recovery: recovered.recovery, archive })

      it('a device that knows less takes nothing away, whoever writes in which order', async () => {
        const [laptop, phone] = [firstDevice(anna), await addDevice(anna)]
        const random = seededRandom(5)
        // What each device wrote last, as far as the server took it.
        const put = new Map<DeviceKeys, readonly ArchivedSecret[]>()
        let stored: KeyArchive | undefined
        let refusals = 0
        type Try = { author: DeviceKeys; mine: readonly ArchivedSecret[]; archive: KeyArchive }
        const prepare = async (author: DeviceKeys, mine: readonly ArchivedSecret[]): Promise<Try> => {
          const next = await part(author, stored ? stored.sequence + 1 : 0, mine)
          return { author, mine, archive: add(stored, next) }
        }
        // As the server's store does it: the next sequence and no other.
        const take = ({ author, mine, archive }: Try): boolean => {
          if (archive.sequence !== (stored ? stored.sequence + 1 : 0)) return false
          stored = archive
          put.set(author, mine)
          return true
        }
        const some = () => {
          const from = random.below(20)
          return secrets.slice(from, from + 1 + random.below(20))
        }
        for (let step = 0; step < 25; step += 1) {
          const writers = random.below(2) === 0 ? [laptop, phone] : [phone]
          const tries = await Promise.all(writers.map((author) => prepare(author, some())))
          for (const one of tries) {
            if (take(one)) continue
            refusals += 1
            expect(take(await prepare(one.author, one.mine))).toBe(true)
          }
          expect(new Set(stored ? await openAll(stored) : [])).toEqual(new Set([...put.values()].flat()))
        }
        expect(refusals).toBeGreaterThan(3)
      })

      it('a part that is damaged, forged or of another key takes nothing from the others', async () => {
        const [laptop, tablet] = [firstDevice(anna), await addDevice(anna)]
        const [older, newer] = [secrets.slice(0, 4), secrets.slice(2, 7)]
        const first = add(undefined, await part(laptop, 0, older))
        const both = add(first, await part(tablet, 1, newer))
        const all = await openAll(both)
        expect(new Set(all)).toEqual(new Set(secrets.slice(0, 7)))
        await revoke(anna, tablet)
        expect(await openAll(both)).toHaveLength(7)
        const forger = { ...(await newDevice(anna.userId)), device: laptop.device }
        const forged = add(both, { ...(await part(forger, 2, secrets)), authorId: nextId() })
        expect(await openAll(forged)).toHaveLength(7)
        const again = add(both, await part(laptop, 2, older.slice(0, 1)))
        expect(new Set(await openAll(again))).toEqual(new Set([...older.slice(0, 1), ...newer]))
        expect(await openAll({ ...both, sealed: toBase64Url(randomBytes(500)) })).toEqual([])
        const elsewhere = add({ ...both, deviceId: nextId() }, await part(laptop, 3, older))
        expect(await openAll(elsewhere)).toEqual(older)
      })

      it('parts of devices that stand no more make room, the oldest first', async () => {
        const laptop = firstDevice(anna)
        const large = (authorId: string, sequence: number): KeyArchive => ({
          ...{ deviceId: recovered.recovery.device.deviceId, authorId, sequence },
          sealed: toBase64Url(new Uint8Array(400_000)),
        })
        const full = add(add(undefined, large(nextId(), 0)), large(nextId(), 1))
        const next = add(full, large(laptop.device.deviceId, 2))
        const sizes = [full, next].map(({ sealed }) => fromBase64Url(sealed)?.length ?? 0)
        expect(sizes.every((size) => size > 800_000 && size <= 1024 * 1024)).toBe(true)
        expect(next.authorId).toBe(laptop.device.deviceId)
        const standing = add(undefined, large(laptop.device.deviceId, 0))
        const tooLarge = { ...large(nextId(), 1), sealed: toBase64Url(new Uint8Array(900_000)) }
        expect(addToArchive({ account: anna.contact.account, before: standing, part: tooLarge })).toEqual(
          refused('too_many'),
        )
      })

      it('the same secrets in any order have one digest', () => {
        expect(digestOfSecrets(secrets.toReversed())).toBe(digestOfSecrets(secrets))
        expect(digestOfSecrets(secrets.slice(1))).not.toBe(digestOfSecrets(secrets))
      })
    })

    it('needs a recovery key, and has a limit', async () => {
      const ben = await newPerson()
      const asked = { account: ben.contact.account, author: firstDevice(ben), sequence: 0, secrets }
      expect(await sealArchive(asked)).toEqual(refused('no_recovery'))
      const many = Array.from({ length: 12_000 }, () => secrets[0]).filter((secret) => secret !== undefined)
      const tooMany = { account: anna.contact.account, author: firstDevice(anna), sequence: 0, secrets: many }
      expect(await sealArchive(tooMany)).toEqual(refused('too_many'))
    })
  })
})
