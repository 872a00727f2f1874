import type { AutomaticRule, AutomaticRuleDraft } from '@chaos/protocol'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import Switch from '@mui/material/Switch'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Choice } from '../forms/choice.tsx'
import { type DialogState, FormDialog } from '../forms/form-dialog.tsx'
import styles from './moderation.module.css'
import { newRule, readRule, type RuleInput } from './rule-fields.ts'
import { WordsField } from './words-field.tsx'

type Props = DialogState & { rule: AutomaticRule | null; onSave: (draft: AutomaticRuleDraft) => void }

const inputOf = (rule: AutomaticRule | null): RuleInput => {
  if (!rule) return newRule
  const { id: _, words, ...rest } = rule
  return { ...rest, words: words.join('\n') }
}

/** Makes a rule, or changes one. */
export function RuleDialog({ rule, onSave, ...state }: Props) {
  const [input, setInput] = useState(() => inputOf(rule))
  const [touched, setTouched] = useState(false)
  const read = readRule(input)
  const errors = touched ? read.errors : {}
  const change = (changed: Partial<RuleInput>) => setInput((before) => ({ ...before, ...changed }))
  const submit = () => {
    setTouched(true)
    if (read.draft) onSave(read.draft)
  }
  return (
    <FormDialog
      {...state}
      title={rule ? t('rules.editTitle', { name: rule.name }) : t('rules.addTitle')}
      submitLabel={t('action.save')}
      onSubmit={submit}
    >
      <TextField
        autoFocus
        label={t('rules.name')}
        value={input.name}
        error={errors.name !== undefined}
        helperText={errors.name}
        onChange={({ target }) => change({ name: target.value })}
        slotProps={{ htmlInput: { maxLength: 64 } }}
      />
      <WordsField
        label={t('rules.words')}
        help={errors.words ?? t('rules.wordsHelp')}
        error={errors.words !== undefined}
        value={input.words}
        minRows={3}
        maxLength={10_000}
        onChange={(words) => change({ words })}
      />
      <div>
        <div className={styles.switches}>
          {(['inNames', 'inTexts', 'isEnabled'] as const).map((name) => (
            <FormControlLabel
              key={name}
              control={<Switch checked={input[name]} onChange={(_, on) => change({ [name]: on })} />}
              label={name === 'isEnabled' ? t('rules.enabled') : t(`rules.${name}`)}
            />
          ))}
        </div>
        {errors.place === undefined ? null : <FormHelperText error>{errors.place}</FormHelperText>}
      </div>
      <Choice
        label={t('rules.action')}
        value={input.action}
        options={['refuse', 'report'] as const}
        wordsOf={(action) => t(`rules.action.${action}`)}
        onChoose={(action) => change({ action })}
      />
    </FormDialog>
  )
}
