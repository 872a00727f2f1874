import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { OneFieldForm } from '../forms/one-field-form.tsx'
import styles from './home-stage.module.css'

type Props = {
  title: string
  /** The viewer is in no community yet. */
  first: boolean
  /** Whether the server lets the viewer make communities. */
  mayCreate: boolean
  /** For those who see this for the first time. */
  tour: ReactNode
  onCreate: () => void
  onInvite: (link: string) => void
  checkInvite: (link: string) => string | null
  /** Friends and requests. */
  people: ReactNode
  /** The viewer's communities. */
  children: ReactNode
}

export function HomeStage(props: Props) {
  const { title, first, mayCreate, tour, onCreate, onInvite, checkInvite, people, children } = props
  return (
    <div className={styles.home}>
      <h1 className={styles.title}>{title}</h1>
      {tour}
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
            <Button variant={first ? 'contained' : 'outlined'} onClick={onCreate}>
              {t('home.createAction')}
            </Button>
          ) : null}
        </section>
        <section className={styles.way} aria-labelledby="discover-title">
          <h2 id="discover-title">{t('discover.open')}</h2>
          <p>{t('discover.lead')}</p>
          <Button component={Link} to="/discover" variant="outlined">
            {t('discover.title')}
          </Button>
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
