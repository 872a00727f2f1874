import type { AutomaticRule } from '@chaos/protocol'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { EmptyState } from '../feedback/empty-state.tsx'
import styles from './moderation.module.css'

type Props = { rules: AutomaticRule[]; onEdit: (rule: AutomaticRule) => void; onRemove: (rule: AutomaticRule) => void }

const placesOf = ({ inNames, inTexts }: AutomaticRule): string[] => [
  ...(inNames ? [t('rules.inNames')] : []),
  ...(inTexts ? [t('rules.inTexts')] : []),
]

export function RuleList({ rules, onEdit, onRemove }: Props) {
  if (rules.length === 0) return <EmptyState title={t('rules.none')} />
  return (
    <ul className={styles.list} aria-label={t('rules.title')}>
      {rules.map((rule) => (
        <li key={rule.id} className={styles.row}>
          <span className={styles.words}>
            <span className={styles.name}>{rule.name}</span>
            <span className={styles.quiet}>
              {[
                t('rules.summary', { count: rule.words.length, action: t(`rules.action.${rule.action}`) }),
                ...placesOf(rule),
              ].join(' · ')}
            </span>
          </span>
          {rule.isEnabled ? null : (
            <span className={styles.mark} data-tone="quiet">
              {t('rules.off')}
            </span>
          )}
          <Button size="small" onClick={() => onEdit(rule)}>
            {t('rules.edit')}
          </Button>
          <Button size="small" color="error" onClick={() => onRemove(rule)}>
            {t('action.delete')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
