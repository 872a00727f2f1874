import PlayIcon from '@mui/icons-material/PlayArrowRounded'
import Button from '@mui/material/Button'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { t } from '../../assets/messages/t.ts'
import styles from './settings.module.css'

export const soundNames = ['join', 'leave', 'mute', 'unmute'] as const
export type SoundName = (typeof soundNames)[number]

type Props = { on: boolean; onChange: (on: boolean) => void; onTry: (name: SoundName) => void }

export function SoundSettings({ on, onChange, onTry }: Props) {
  return (
    <section className={styles.group}>
      <FormControlLabel
        control={<Switch checked={on} onChange={(_, checked) => onChange(checked)} />}
        label={t('sounds.on')}
      />
      <p className={styles.text}>{t('sounds.text')}</p>
      <dl className={styles.shortcuts}>
        {soundNames.map((name) => (
          <div key={name} className={styles.shortcut}>
            <dt>{t(`sounds.${name}`)}</dt>
            <dd>
              <Button
                size="small"
                startIcon={<PlayIcon fontSize="small" />}
                aria-label={`${t('sounds.try')}: ${t(`sounds.${name}`)}`}
                onClick={() => onTry(name)}
              >
                {t('sounds.try')}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
