import type { ApiFailure } from '@chaos/client-core'
import type { Newcomer } from '@chaos/protocol'
import Button from '@mui/material/Button'
import { Link } from 'react-router'
import { formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from './newcomer.module.css'

type Props = {
  name: string
  rules: string
  newcomer: Newcomer
  busy: boolean
  failure: ApiFailure | null
  onAccept: () => void
  onLookAgain: () => void
}

/** What stands between somebody new and talking, and what to do about it. */
export function NewcomerScreen({ name, rules, newcomer, busy, failure, onAccept, onLookAgain }: Props) {
  const { needs, oldEnoughAt } = newcomer
  const asksForTime = needs.includes('verified_email') || needs.includes('account_of_a_day')
  return (
    <section className={styles.newcomer} aria-label={t('newcomer.title')}>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      {needs.includes('rules') ? (
        <div className={styles.part}>
          <h2>{t('newcomer.rulesTitle', { name })}</h2>
          {/* Long rules scroll, also by keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls has to take the focus */}
          <div className={styles.rules} tabIndex={0} role="region" aria-label={t('newcomer.rulesTitle', { name })}>
            {rules}
          </div>
          <Button variant="contained" size="large" loading={busy} onClick={onAccept}>
            {t('newcomer.accept')}
          </Button>
        </div>
      ) : null}
      {needs.includes('verified_email') ? (
        <Notice
          tone="info"
          title={t('newcomer.email')}
          actions={
            <Button component={Link} to="/settings/account" size="small">
              {t('newcomer.emailAction')}
            </Button>
          }
        >
          {t('newcomer.emailFix')}
        </Notice>
      ) : null}
      {needs.includes('account_of_a_day') && oldEnoughAt !== null ? (
        <Notice tone="info" title={t('newcomer.age')}>
          {t('newcomer.ageFix', { time: formatInstant(oldEnoughAt) })}
        </Notice>
      ) : null}
      {asksForTime ? (
        <div className={styles.part}>
          <Button variant="outlined" onClick={onLookAgain}>
            {t('newcomer.again')}
          </Button>
        </div>
      ) : null}
      <p className={styles.quiet}>{t('newcomer.look')}</p>
    </section>
  )
}
