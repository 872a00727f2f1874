import type { AutomaticRule, AutomaticRuleDraft } from '@chaos/protocol'
import Button from '@mui/material/Button'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { ConfirmDialog } from '../../components/forms/confirm-dialog.tsx'
import { RuleDialog } from '../../components/moderation/rule-dialog.tsx'
import { RuleList } from '../../components/moderation/rule-list.tsx'
import settings from '../../components/settings/settings.module.css'
import { useLoaded } from '../account/use-loaded.ts'
import { LoadFailed } from '../../components/feedback/load-failed.tsx'
import { useMutation } from '../community/use-mutation.ts'
import type { SectionProps } from '../community-settings/section.ts'
import { useModeration } from './use-moderation.ts'

/** null in `rule`: a new one. */
type Asked = { kind: 'edit'; rule: AutomaticRule | null } | { kind: 'remove'; rule: AutomaticRule }

export function RulesSection({ view }: SectionProps) {
  const communityId = view.community.id
  const moderation = useModeration(communityId)
  const { loaded, again } = useLoaded(moderation.rules)
  const { busy, failure, run } = useMutation()
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  const done = () => {
    close()
    again()
  }
  const save = (rule: AutomaticRule | null, draft: AutomaticRuleDraft) =>
    run(rule ? moderation.changeRule(rule.id, draft) : moderation.createRule(draft), done)
  const state = { busy, failure, onClose: close }
  return (
    <>
      <p className={settings.text}>{t('rules.text')}</p>
      <Button
        variant="contained"
        sx={{ alignSelf: 'flex-start' }}
        onClick={() => setAsked({ kind: 'edit', rule: null })}
      >
        {t('rules.add')}
      </Button>
      {loaded.status === 'loading' ? <RowSkeletons rows={4} /> : null}
      {loaded.status === 'failed' ? <LoadFailed failure={loaded.failure} onRetry={again} /> : null}
      {loaded.status === 'ready' ? (
        <RuleList
          rules={loaded.value}
          onEdit={(rule) => setAsked({ kind: 'edit', rule })}
          onRemove={(rule) => setAsked({ kind: 'remove', rule })}
        />
      ) : null}
      {asked?.kind === 'edit' ? (
        <RuleDialog {...state} rule={asked.rule} onSave={(draft) => save(asked.rule, draft)} />
      ) : null}
      {asked?.kind === 'remove' ? (
        <ConfirmDialog
          {...state}
          title={t('rules.removeTitle', { name: asked.rule.name })}
          text={t('rules.removeText')}
          confirmLabel={t('action.delete')}
          onConfirm={() => run(moderation.removeRule(asked.rule.id), done)}
        />
      ) : null}
    </>
  )
}
