import type { KnownGeneration } from '../../channel-keys/channel-keys.ts'
import { headerHash } from '../../channel-keys/generation-bytes.ts'
import { entryHash } from '../../identity/entry-bytes.ts'
import type { KeyLogEntry } from '../../identity/records.ts'
import type { HistoryPolicy } from '../../channel-keys/records.ts'
import { equalBytes } from '../../platform.ts'
import type { ModelClient } from './client.ts'
import type { ModelServer } from './server.ts'

type GenerationTruth = { identities: ReadonlyMap<string, string>; policy: HistoryPolicy }
type Made = { generation: number; secret: Uint8Array }

/** What really happened and who may read what, in the words of the policy and by none of the code under test. */
export class Truth {
  readonly sent = new Map<string, { content: string; generation: number }>()
  readonly #server: ModelServer
  readonly #generations = new Map<number, GenerationTruth>()
  /** `generation/device`: what a device was permitted once, it may keep. */
  readonly #secrets = new Map<number, Uint8Array>()
  readonly #permitted = new Set<string>()
  readonly #hashes = new WeakMap<KeyLogEntry, string>()

  constructor(server: ModelServer) {
    this.#server = server
  }

  /** What a maker knows when it makes a generation: all that is so just then. */
  snapshot(): { devices: readonly string[]; truth: GenerationTruth } {
    const users = [...this.#server.present].filter((userId) => this.standing(userId).length > 0)
    const identities = new Map(users.map((userId) => [userId, this.identityOf(userId)]))
    return {
      devices: users.flatMap((userId) => this.standing(userId)),
      truth: { identities, policy: this.#server.policy },
    }
  }

  made({ generation, secret }: Made, { devices, truth }: ReturnType<Truth['snapshot']>): void {
    this.#secrets.set(generation, secret)
    this.#generations.set(generation, truth)
    for (const deviceId of devices) this.#permitted.add(`${generation}/${deviceId}`)
    this.permitMembers()
  }

  /** Devices of those who are in the latest roster may be given more, later: new devices, and the past where it is open. */
  permitMembers(): void {
    for (const generation of this.#generations.keys()) {
      for (const userId of this.#server.present) {
        for (const deviceId of this.entitled(generation, userId)) this.#permitted.add(`${generation}/${deviceId}`)
      }
    }
  }

  /** The devices of this person that may be given this generation now. */
  entitled(generation: number, userId: string): readonly string[] {
    const identityKey = this.identityOf(userId)
    const latest = this.#generations.get(this.#generations.size)
    const asked = this.#generations.get(generation)
    const isIn = (truth: GenerationTruth | undefined) => truth?.identities.get(userId) === identityKey
    if (!asked || !this.#server.present.has(userId) || !isIn(latest)) return []
    return asked.policy === 'all' || isIn(asked) ? this.standing(userId) : []
  }

  permits(generation: number, deviceId: string): boolean {
    return this.#permitted.has(`${generation}/${deviceId}`)
  }

  /** By the code of a friend: secrets that an account had before, on a device that came by the recovery key. */
  inherit(fromDeviceIds: readonly string[], toDeviceId: string): void {
    for (const generation of this.#generations.keys()) {
      if (fromDeviceIds.some((deviceId) => this.permits(generation, deviceId)))
        this.#permitted.add(`${generation}/${toDeviceId}`)
    }
  }

  /** Entries do not change, and there are many to look at after each step. */
  #hashOf(entry: KeyLogEntry | undefined): string | undefined {
    if (!entry) return undefined
    const hash = this.#hashes.get(entry) ?? entryHash(entry)
    this.#hashes.set(entry, hash)
    return hash
  }

  identityOf(userId: string): string {
    return this.#server.logs.get(userId)?.at(-1)?.identityKey ?? ''
  }

  /** Ids of devices in standing, recovery keys apart. */
  standing(userId: string): readonly string[] {
    const standing = new Set<string>()
    for (const { change } of this.#server.logOf(userId)?.entries ?? []) {
      if (change.kind === 'revoke') standing.delete(change.deviceId)
      else if (change.device.kind === 'device') standing.add(change.device.deviceId)
    }
    return [...standing]
  }

  /** What is wrong with what this client believes; undefined: it believes only what is so. */
  faultOf(client: ModelClient): string | undefined {
    for (const { header, hash } of client.keys.generations) {
      const stored = this.#server.generations[header.generation - 1]
      if (!stored || headerHash(stored.header) !== hash) return `generation ${header.generation} is another one`
    }
    for (const { account, former } of client.contacts.values()) {
      for (const { userId, identityKey, hashes } of [account, ...former]) {
        const entries = this.#server.logOf(userId, identityKey)?.entries
        if (!entries || hashes.some((hash, index) => this.#hashOf(entries[index]) !== hash)) {
          return `the log of ${userId} is another one`
        }
      }
    }
    for (const [messageId, content] of client.read) {
      const message = this.sent.get(messageId)
      if (message?.content !== content) return `message ${messageId} was never sent so`
      if (!this.permits(message.generation, client.deviceId)) return `may not read generation ${message.generation}`
    }
    return client.keys.generations
      .map((known) => this.#faultOfSecret(client, known))
      .find((fault) => fault !== undefined)
  }

  #faultOfSecret({ deviceId }: ModelClient, { header, secret }: KnownGeneration): string | undefined {
    const { generation } = header
    if (!secret) return undefined
    if (!this.permits(generation, deviceId)) return `may not hold generation ${generation}`
    return equalBytes(secret, this.#secrets.get(generation) ?? new Uint8Array())
      ? undefined
      : `holds another secret for generation ${generation}`
  }
}
