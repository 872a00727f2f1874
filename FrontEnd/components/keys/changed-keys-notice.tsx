import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { Notice } from '../feedback/notice.tsx'

type Props = { name: string; kind: 'changed' | 'contradicted'; onCompare: () => void }

/** Somebody's identity is another one than before, and what that means until it was looked at. */
export function ChangedKeysNotice({ name, kind, onCompare }: Props) {
  if (kind === 'contradicted')
    return (
      <Notice tone="danger" title={t('trust.contradictedTitle', { name })}>
        {t('trust.contradictedText')}
      </Notice>
    )
  return (
    <Notice
      tone="danger"
      title={t('trust.changedTitle', { name })}
      actions={<Button onClick={onCompare}>{t('trust.compare')}</Button>}
    >
      {t('trust.changedText')}
    </Notice>
  )
}
