import type { AutomaticRule, CommunityId } from '@chaos/protocol'
import type { AutomaticRuleStore } from '../../database/stores/automatic-rule-store.ts'
import type { CommunityEvents } from '../community-events.ts'
import { createWordSearch, type WordSearch } from './word-search.ts'

export type Verdict =
  | { kind: 'fine' }
  /** By which rule, and for what. `report`: it goes through, and moderators hear of it. */
  | { kind: 'refuse' | 'report'; rule: string; because: string }

/** What stands for people to read: what somebody is called, or what they wrote. */
export type TextPlace = 'names' | 'texts'

/** Says whether a text may stand in a community. */
export type TextJudge = { judge(communityId: CommunityId, place: TextPlace, text: string): Promise<Verdict> }

/** Communities whose rules are kept ready. */
const mostKept = 500

type Ready = Pick<AutomaticRule, 'name' | 'action' | 'inNames' | 'inTexts'> & { search: WordSearch }
type Kept = { rules: Promise<Ready[]>; forget: () => void }

const makeReady = (rules: readonly AutomaticRule[]): Ready[] =>
  rules
    .filter(({ isEnabled }) => isEnabled)
    // What is refused need not be reported.
    .toSorted((a, b) => Number(b.action === 'refuse') - Number(a.action === 'refuse'))
    .map(({ words, ...rule }) => ({ ...rule, search: createWordSearch(words) }))

/** Judges by the words that a community's own rules name. */
export function createWordJudge({ rules, events }: { rules: AutomaticRuleStore; events: CommunityEvents }): TextJudge {
  const kept = new Map<CommunityId, Kept>()

  function readyIn(communityId: CommunityId): Promise<Ready[]> {
    const known = kept.get(communityId)
    if (known) return known.rules
    const oldest = kept.size >= mostKept ? kept.values().next().value : undefined
    oldest?.forget()
    // Heard before they are read: a change meanwhile makes what was read old, and it is forgotten.
    const stop = events.subscribe(communityId, ({ type }) => {
      if (type === 'automatic_rules.changed') forget()
    })
    const entry: Kept = { rules: rules.list(communityId).then(makeReady), forget }
    function forget(): void {
      stop()
      if (kept.get(communityId) === entry) kept.delete(communityId)
    }
    entry.rules.catch(forget)
    kept.set(communityId, entry)
    return entry.rules
  }

  return {
    async judge(communityId, place, text) {
      for (const { name, action, inNames, inTexts, search } of await readyIn(communityId)) {
        if (place === 'names' ? !inNames : !inTexts) continue
        const because = search.find(text)
        if (because !== null) return { kind: action, rule: name, because }
      }
      return { kind: 'fine' }
    },
  }
}
