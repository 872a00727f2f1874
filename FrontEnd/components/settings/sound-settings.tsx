import type { Preferences } from '@chaos/client-core'
import PlayIcon from '@mui/icons-material/PlayArrowRounded'
import Button from '@mui/material/Button'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import { t } from '../../assets/messages/t.ts'
import styles from './settings.module.css'

export const soundNames = ['join', 'leave', 'mute', 'unmute', 'ring'] as const
export type SoundName = (typeof soundNames)[number]

type Chosen = Pick<Preferences, 'sounds' | 'peopleSounds' | 'ownSounds'>
type Props = { chosen: Chosen; onChange: (change: Partial<Chosen>) => void; onTry: (name: SoundName) => void }

export function SoundSettings({ chosen: { sounds, peopleSounds, ownSounds }, onChange, onTry }: Props) {
  return (
    <section className={styles.group}>
      <FormControlLabel
        control={<Switch checked={sounds} onChange={(_, checked) => onChange({ sounds: checked })} />}
        label={t('sounds.on')}
      />
      <p className={styles.text}>{t('sounds.text')}</p>
      <FormControlLabel
        disabled={!sounds}
        control={<Switch checked={peopleSounds} onChange={(_, checked) => onChange({ peopleSounds: checked })} />}
        label={t('sounds.people')}
      />
      <FormControlLabel
        disabled={!sounds}
        control={<Switch checked={ownSounds} onChange={(_, checked) => onChange({ ownSounds: checked })} />}
        label={t('sounds.own')}
      />
      <p className={styles.text}>{t('preferences.synced')}</p>
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
