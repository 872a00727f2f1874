import type { ApiFailure } from '@chaos/client-core'
import type { ReactNode } from 'react'
import { t } from '../../assets/messages/t.ts'
import { OneFieldForm } from '../forms/one-field-form.tsx'
import styles from './home-stage.module.css'

type Props = {
  title: string
  /** The viewer is in no community yet. */
  first: boolean
  focusCreate: boolean
  /** Whether the server lets the viewer make communities. */
  mayCreate: boolean
  creating: boolean
  failure: ApiFailure | null
  onCreate: (name: string) => void
  onInvite: (link: string) => void
  checkInvite: (link: string) => string | null
  /** Friends and requests. */
  people: ReactNode
  /** The viewer's communities. */
  children: ReactNode
}

export function HomeStage({
  title,
  first,
  focusCreate,
  mayCreate,
  creating,
  failure,
  onCreate,
  onInvite,
  checkInvite,
  people,
  children,
}: Props) {
  return (
    <div className={styles.home}>
      <h1 className={styles.title}>{title}</h1>
      {first ? (
        <p className={styles.lead}>{t('home.emptyText')}</p>
      ) : (
        <>
          {people}
          {children}
        </>
      )}
      <div className={styles.ways}>
        <section className={styles.way} aria-labelledby="create-title">
          <h2 id="create-title">{t('home.createTitle')}</h2>
          <p>{mayCreate ? t('home.createText') : t('home.createForbidden')}</p>
          {mayCreate ? (
            <OneFieldForm
              label={t('home.createName')}
              submitLabel={t('home.createAction')}
              maxLength={64}
              busy={creating}
              failure={failure}
              primary={first}
              autoFocus={focusCreate}
              check={(text) => (text === '' ? t('channel.needName') : null)}
              onSubmit={onCreate}
            />
          ) : null}
        </section>
        <section className={styles.way} aria-labelledby="invite-title">
          <h2 id="invite-title">{t('home.inviteTitle')}</h2>
          <p>{t('home.inviteText')}</p>
          <OneFieldForm
            label={t('home.inviteLabel')}
            submitLabel={t('home.inviteAction')}
            maxLength={300}
            check={checkInvite}
            onSubmit={onInvite}
          />
        </section>
      </div>
      {first ? people : null}
    </div>
  )
}
