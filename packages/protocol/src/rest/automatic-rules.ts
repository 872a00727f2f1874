import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { moderationLimits } from './moderation.ts'

/** `refuse`: it does not get through. `report`: it does, and moderators hear of it. */
export const RuleAction = Type.Enum(['refuse', 'report'])
export type RuleAction = Static<typeof RuleAction>

const Word = Type.String({
  minLength: 1,
  maxLength: moderationLimits.wordLength,
  description: 'a word or a few; * at its beginning or end stands for any further letters',
})

const draft = {
  name: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
  words: Type.Array(Word, { minItems: 1, maxItems: moderationLimits.wordsPerRule }),
  inNames: Type.Boolean(),
  inTexts: Type.Boolean(),
  action: RuleAction,
  isEnabled: Type.Boolean(),
}

export const AutomaticRuleDraft = Closed(draft)
export type AutomaticRuleDraft = Static<typeof AutomaticRuleDraft>

/** Words that a community does not want, in names or texts. */
export const AutomaticRule = Type.Object({ id: Id, ...draft })
export type AutomaticRule = Static<typeof AutomaticRule>
