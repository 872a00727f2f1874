import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Notice } from '../feedback/notice.tsx'
import lists from '../lists/record-list.module.css'
import settings from '../settings/settings.module.css'
import styles from './keys.module.css'

type Props = {
  /** Another identity took the place of the one that this device knows. */
  changed: boolean
  revoked: boolean
  busy: boolean
  onApprove: () => void
  onRecover: () => void
  onAfresh: () => void
  onAccept: () => void
}

/** The ways in for a device without keys. */
export function NewDevicePanel({ changed, revoked, busy, onApprove, onRecover, onAfresh, onAccept }: Props) {
  const afresh = (
    <Button color="error" onClick={onAfresh}>
      {t('keys.afresh')}
    </Button>
  )
  if (changed)
    return (
      <section className={settings.group}>
        <Notice tone="danger" title={t('keys.changed')}>
          {t('keys.changedText')}
        </Notice>
        <div className={settings.line}>
          <Button variant="outlined" loading={busy} onClick={onAccept}>
            {t('keys.accept')}
          </Button>
          {afresh}
        </div>
      </section>
    )
  return (
    <section className={settings.group}>
      <Notice tone="warning" title={t('keys.new')}>
        {revoked ? t('keys.revoked') : t('keys.newText')}
      </Notice>
      <ul className={lists.list}>
        <Way text={t('keys.approveText')}>
          <Button variant="contained" loading={busy} onClick={onApprove}>
            {t('keys.approve')}
          </Button>
        </Way>
        <Way text={t('keys.recoverText')}>
          <Button variant="outlined" onClick={onRecover}>
            {t('keys.recover')}
          </Button>
        </Way>
        <Way text={t('keys.afreshText')}>{afresh}</Way>
      </ul>
    </section>
  )
}

function Way({ text, children }: { text: string; children: ReactNode }) {
  return (
    <li className={lists.row} style={{ flexWrap: 'wrap' }}>
      <span className={styles.way}>{text}</span>
      {children}
    </li>
  )
}
