import { type AutomaticRuleDraft, moderationLimits } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'

/** A rule as its form has it. */
export type RuleInput = Omit<AutomaticRuleDraft, 'words'> & { words: string }
export type RuleErrors = Partial<Record<'name' | 'words' | 'place', string>>

export const newRule: RuleInput = {
  name: '',
  words: '',
  inNames: true,
  inTexts: true,
  action: 'refuse',
  isEnabled: true,
}

/** With letters or digits, and a star at most at the beginning and at the end: what the server takes. */
const isWord = (word: string): boolean =>
  word.length <= moderationLimits.wordLength && /^\*?[^*]*[\p{L}\p{N}][^*]*\*?$/u.test(word)

/** The rule to send, or what is wrong at which field. */
export function readRule(input: RuleInput): { draft: AutomaticRuleDraft | null; errors: RuleErrors } {
  const words = input.words
    .split('\n')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  const name = input.name.trim()
  const areWords = words.length > 0 && words.length <= moderationLimits.wordsPerRule && words.every(isWord)
  const errors: RuleErrors = {
    ...(name === '' ? { name: t('rules.needName') } : {}),
    ...(areWords ? {} : { words: t('rules.needWords') }),
    ...(input.inNames || input.inTexts ? {} : { place: t('rules.needPlace') }),
  }
  return { draft: Object.keys(errors).length === 0 ? { ...input, name, words } : null, errors }
}
