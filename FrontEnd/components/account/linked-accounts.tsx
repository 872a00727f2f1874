import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import settings from '../settings/settings.module.css'
import styles from '../lists/record-list.module.css'

export type LinkRow = {
  id: string
  name: string
  /** What the account is called there; null: not linked. */
  label: string | null
  /** Whether the server still offers this provider. */
  offered: boolean
}
type Props = {
  rows: LinkRow[]
  /** The one that is being linked or unlinked. */
  busyId: string | null
  failure: ApiFailure | null
  onLink: (id: string) => void
  onUnlink: (id: string) => void
}

export function LinkedAccounts({ rows, busyId, failure, onLink, onUnlink }: Props) {
  return (
    <section className={settings.group} aria-labelledby="linked-accounts">
      <h2 id="linked-accounts">{t('linked.title')}</h2>
      <p className={settings.text}>{t('linked.text')}</p>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <ul className={styles.list}>
        {rows.map(({ id, name, label, offered }) => (
          <li key={id} className={styles.row}>
            <span className={styles.words}>
              <strong>{name}</strong>
              <span className={styles.quiet}>{offered ? (label ?? t('linked.none')) : t('linked.gone')}</span>
            </span>
            <Button
              variant="outlined"
              color="inherit"
              loading={busyId === id}
              disabled={busyId !== null}
              aria-label={label === null ? t('linked.linkNamed', { name }) : t('linked.unlinkNamed', { name })}
              onClick={() => (label === null ? onLink : onUnlink)(id)}
            >
              {label === null ? t('linked.link') : t('linked.unlink')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
