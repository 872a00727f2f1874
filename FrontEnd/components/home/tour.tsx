import Button from '@mui/material/Button'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from './tour.module.css'

const steps = ['rooms', 'talk', 'invite'] as const

/** What somebody new should know, in three steps. It lies over nothing and can be put away at any time. */
export function Tour({ onDone }: { onDone: () => void }) {
  const [step, setStep] = useState(0)
  const name = steps[step] ?? 'rooms'
  const isLast = step === steps.length - 1
  return (
    <section className={styles.tour} aria-labelledby="tour-title">
      <div aria-live="polite">
        <h2 id="tour-title">{t(`tour.${name}`)}</h2>
        <p>{t(`tour.${name}Text`)}</p>
      </div>
      <div className={styles.actions}>
        <span className={styles.step}>{t('tour.step', { step: step + 1, count: steps.length })}</span>
        {isLast ? null : <Button onClick={onDone}>{t('tour.skip')}</Button>}
        <Button variant="contained" onClick={() => (isLast ? onDone() : setStep(step + 1))}>
          {isLast ? t('tour.done') : t('tour.next')}
        </Button>
      </div>
    </section>
  )
}
