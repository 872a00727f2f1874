import { type GenerationHeader, type GenerationPage, keyLimits } from '@chaos/protocol'
import type { ChannelStanding } from '../channel-vault.ts'
import type { KeyVault } from '../key-vault.ts'
import type { ChannelKeyApi } from './channel-key-api.ts'
import type { PeopleReader } from './read-people.ts'

/** Between one try to take a header and the next, logs are read. */
const mostTries = 4
/** Rosters that are fetched before they are checked. */
const olderAtOnce = 20
/** Headers of a channel that is read from its first one on; beyond, something is wrong. */
const mostPages = 100

type Deps = {
  api: Pick<ChannelKeyApi, 'generations' | 'roster' | 'ask'>
  vault: Pick<KeyVault, 'channelStanding' | 'takeHeader' | 'takeOlder' | 'takeBoxes'>
  people: Pick<PeopleReader, 'readNamed'>
}

/** `contradiction`: the server shows what cannot be, or less than before. */
export type Taken =
  | { kind: 'good' }
  | { kind: 'unreachable' }
  | { kind: 'contradiction'; reason: string }
  | { kind: 'restarted'; makerId: string }

const good = { kind: 'good' } as const
const unreachable = { kind: 'unreachable' } as const
const contradiction = (reason: string): Taken => ({ kind: 'contradiction', reason })

export type TakeGenerations = ReturnType<typeof createTakeGenerations>

/** Reads a channel's generations as far as the server has any, verifies them, and opens the own boxes. */
export function createTakeGenerations({ api, vault, people }: Deps) {
  async function pagesFrom(channelId: string, from: number): Promise<GenerationPage | null> {
    const all: GenerationPage = { headers: [], boxes: [] }
    for (let pages = 0; pages < mostPages; pages += 1) {
      const page = await api.generations(channelId, from)
      if (!page.ok) return null
      const last = page.value.headers.at(-1)
      all.headers.push(...page.value.headers)
      all.boxes.push(...page.value.boxes)
      if (!last || last.generation < from || page.value.headers.length < keyLimits.headersPerPage) return all
      from = last.generation + 1
    }
    return all
  }

  async function takeOne(channelId: string, header: GenerationHeader, acceptRestart: boolean): Promise<Taken> {
    const roster = await api.roster(channelId, header.generation)
    if (!roster.ok) return unreachable
    for (let tries = 0; tries < mostTries; tries += 1) {
      const taken = await vault.takeHeader({ channelId, header, roster: roster.value, acceptRestart })
      if (taken.kind === 'unread') await people.readNamed(channelId, taken.people)
      else if (taken.kind === 'taken' || taken.kind === 'known') return good
      else if (taken.kind === 'restarted') return taken
      else return contradiction(taken.kind === 'refused' ? taken.reason : taken.kind)
    }
    return contradiction('identity_changed')
  }

  /** Below the one that was known first, newest to oldest. */
  async function takeOlder(channelId: string, headers: readonly GenerationHeader[]): Promise<Taken> {
    const descending = headers.toReversed()
    for (let at = 0; at < descending.length; at += olderAtOnce) {
      const some = descending.slice(at, at + olderAtOnce)
      const rosters = await Promise.all(some.map(({ generation }) => api.roster(channelId, generation)))
      const older = some.flatMap((header, index) => {
        const roster = rosters[index]
        return roster?.ok ? [{ header, roster: roster.value }] : []
      })
      if (older.length < some.length) return unreachable
      const taken = await vault.takeOlder({ channelId, older })
      if (taken.kind === 'refused') return contradiction(taken.reason)
      if (taken.kind === 'unread') await people.readNamed(channelId, taken.people)
    }
    return good
  }

  /** A newcomer begins with the newest one. */
  async function takeNewer(
    channelId: string,
    { latest, signature }: ChannelStanding,
    { headers, acceptRestart }: { headers: readonly GenerationHeader[]; acceptRestart: boolean },
  ): Promise<Taken> {
    const newer = latest === 0 ? headers.slice(-1) : headers.filter(({ generation }) => generation >= latest)
    if (latest > 0 && newer[0]?.generation !== latest) return contradiction('rolled_back')
    for (const header of newer) {
      if (header.generation === latest && header.signature === signature) continue
      const taken = await takeOne(channelId, header, acceptRestart)
      if (taken.kind !== 'good') return taken
    }
    return good
  }

  async function takeBoxes(channelId: string, boxes: GenerationPage['boxes']): Promise<Taken> {
    if (boxes.length === 0) return good
    const { bad, injected } = await vault.takeBoxes({ channelId, boxes })
    if (injected) return contradiction('not_continued')
    if (bad.length > 0) await api.ask(channelId, { generations: bad, replace: true })
    return good
  }

  return async (channelId: string, acceptRestart = false): Promise<Taken> => {
    const before = await vault.channelStanding({ channelId })
    const isWhole = before.first === 1
    const page = await pagesFrom(channelId, isWhole ? Math.min(before.latest, ...before.wanted) : 1)
    if (!page) return unreachable
    const newer = await takeNewer(channelId, before, { headers: page.headers, acceptRestart })
    if (newer.kind !== 'good') return newer
    const { first } = await vault.channelStanding({ channelId })
    const older = await takeOlder(
      channelId,
      page.headers.filter(({ generation }) => generation < first),
    )
    return older.kind === 'good' ? takeBoxes(channelId, page.boxes) : older
  }
}
