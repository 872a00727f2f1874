import type { KeysState } from '@chaos/client-core'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Notice } from '../feedback/notice.tsx'
import settings from '../settings/settings.module.css'

type Props = Pick<KeysState, 'status' | 'problem'> & { onRetry: () => void }

/** In one sentence: what this device can read. */
export function KeyState({ status, problem, onRetry }: Props) {
  return (
    <section className={settings.group}>
      <p className={settings.text}>{t('keys.text')}</p>
      {problem ? <Problem problem={problem} onRetry={onRetry} /> : null}
      {sentences[status]}
    </section>
  )
}

const sentences: { [S in KeysState['status']]: ReactNode } = {
  none: null,
  settingUp: <Notice tone="info" title={t('keys.settingUp')} />,
  ready: <Notice tone="info" title={t('keys.ready')} />,
  waiting: <Notice tone="info" title={t('keys.waiting')} />,
  newDevice: null,
  changed: null,
}

function Problem({ problem, onRetry }: { problem: NonNullable<KeysState['problem']>; onRetry: () => void }) {
  const again = <Button onClick={onRetry}>{t('action.retry')}</Button>
  if (problem === 'unreachable') return <Notice tone="warning" title={t('keys.unreachable')} actions={again} />
  return problem === 'cannotKeep' ? (
    <Notice tone="warning" title={t('keys.none')} actions={again}>
      {t('keys.noneText')}
    </Notice>
  ) : (
    <Notice tone="danger" title={t('keys.contradiction')} actions={again}>
      {t('keys.contradictionText')}
    </Notice>
  )
}
