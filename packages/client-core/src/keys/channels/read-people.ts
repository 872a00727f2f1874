import type { KeyIdentity, KeyLogPage } from '@chaos/protocol'
import type { Named } from '@chaos/crypto/keys'
import type { Outcome } from '../../api/failure.ts'
import type { LogToRead } from '../channel-vault.ts'
import type { KeyVault } from '../key-vault.ts'
import { readPages } from '../read-pages.ts'
import type { ChannelKeyApi } from './channel-key-api.ts'

/** Logs that are read at once. */
const atOnce = 6

type Deps = {
  api: Pick<ChannelKeyApi, 'logOfMember' | 'logOfNamed'>
  vault: Pick<KeyVault, 'logsToRead' | 'takePerson' | 'strangersAmong'>
  ownId: () => string
  /** One's own log has its own way. */
  readOwn: () => Promise<void>
}
type Fetch = (log: LogToRead) => Promise<Outcome<KeyLogPage>>
/** `stopped`: no answer, another identity, or a log that is not believed. Who depends on it will say so. */
type Read = 'read' | 'stopped'

export type PeopleReader = ReturnType<typeof createPeopleReader>

/** Reads other people's key logs as far as something depends on them. */
export function createPeopleReader({ api, vault, ownId, readOwn }: Deps) {
  async function readLog(log: LogToRead, fetch: Fetch): Promise<Read> {
    if (log.userId === ownId() && log.identityKey === null) return readOwn().then(() => 'read')
    const { userId, identityKey, from } = log
    const outcome = await readPages({
      from,
      ask: (next) => fetch({ ...log, from: next }),
      take: (page) => vault.takePerson({ userId, identityKey, page }),
    })
    return outcome.ok && outcome.value.kind === 'read' ? 'read' : 'stopped'
  }

  /** One after the other for one person: an identity before counts only where the present one is the one that is pinned. */
  async function readOne(logs: readonly LogToRead[], fetch: Fetch): Promise<void> {
    for (const log of logs) if ((await readLog(log, fetch)) !== 'read') return
  }

  async function readAll(logs: readonly LogToRead[], fetch: Fetch): Promise<void> {
    const people = [...Map.groupBy(logs, ({ userId }) => userId).values()]
    for (let at = 0; at < people.length; at += atOnce)
      await Promise.all(people.slice(at, at + atOnce).map((own) => readOne(own, fetch)))
  }

  return {
    /** The members of a channel, as far as their logs went on. Gives those whose identity is not the one that is pinned. */
    async readMembers(members: readonly KeyIdentity[]): Promise<string[]> {
      await readAll(await vault.logsToRead({ people: members }), api.logOfMember)
      return vault.strangersAmong({ readers: members })
    },
    /** Those whom a roster or an envelope names. */
    async readNamed(channelId: string, people: readonly Named[]): Promise<void> {
      await readAll(await vault.logsToRead({ people }), (log) => api.logOfNamed(channelId, log))
    },
  }
}
