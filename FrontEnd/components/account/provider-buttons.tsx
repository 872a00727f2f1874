import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from './provider-buttons.module.css'

type Props = {
  providers: readonly { id: string; name: string }[]
  /** The one that is being asked. */
  busyId: string | null
  failure: ApiFailure | null
  onChoose: (id: string) => void
}

/** Ways in beside a password. */
export function ProviderButtons({ providers, busyId, failure, onChoose }: Props) {
  return (
    <div className={styles.providers}>
      <span className={styles.or} aria-hidden="true">
        {t('providers.or')}
      </span>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          variant="outlined"
          color="inherit"
          size="large"
          loading={busyId === id}
          disabled={busyId !== null}
          onClick={() => onChoose(id)}
        >
          {t('providers.with', { name })}
        </Button>
      ))}
    </div>
  )
}
