import type { ApiFailure } from '@chaos/client-core'
import { type Channel, type ChannelChange, channelBounds } from '@chaos/protocol'
import Button from '@mui/material/Button'
import Slider from '@mui/material/Slider'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { english } from '../../assets/messages/catalogue.ts'
import { t } from '../../assets/messages/t.ts'
import { Choice } from '../forms/choice.tsx'
import { Notice } from '../feedback/notice.tsx'
import { placeFailure, readChannel } from '../forms/channel-fields.ts'
import styles from '../forms/form.module.css'
import settingsStyles from '../settings/settings.module.css'

type Props = {
  channel: Channel
  busy: boolean
  saved: boolean
  failure: ApiFailure | null
  onSave: (change: ChannelChange) => void
}

const pauses = [0, 5, 30, 60, 600, 3600, 21600] as const
type PauseKey = `channel.slowMode.${(typeof pauses)[number]}`
const isKey = (key: string): key is PauseKey => key in english

function pauseWords(seconds: string): string {
  const key = `channel.slowMode.${seconds}`
  return isKey(key) ? t(key) : t('channel.slowMode.other', { seconds })
}

const { minimum, maximum } = channelBounds.bitrate

/** What of a room can change after it was made. */
export function ChannelForm({ channel, busy, saved, failure, onSave }: Props) {
  const [draft, setDraft] = useState({ name: channel.name, limit: String(channel.userLimit) })
  const [topic, setTopic] = useState(channel.topic)
  const [bitrate, setBitrate] = useState(channel.bitrate)
  const [slowModeSeconds, setSlowModeSeconds] = useState(channel.slowModeSeconds)
  const { input, errors } = readChannel(draft)
  const { atName, general } = placeFailure(failure)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (input && !busy) onSave({ ...input, topic: topic.trim(), bitrate, slowModeSeconds })
  }
  const options = [...new Set([...pauses, slowModeSeconds])].toSorted((a, b) => a - b).map(String)
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {general ? <Notice tone="danger" role="alert" title={general} /> : null}
      <TextField
        label={t('channel.name')}
        value={draft.name}
        error={(errors.name ?? atName) !== undefined}
        helperText={errors.name ?? atName}
        onChange={({ target }) => setDraft({ ...draft, name: target.value })}
        slotProps={{ htmlInput: { maxLength: 64 } }}
      />
      <TextField
        label={t('channel.topic')}
        value={topic}
        multiline
        helperText={t('channel.topicHelp', { count: channelBounds.topicLength - topic.length })}
        onChange={({ target }) => setTopic(target.value)}
        slotProps={{ htmlInput: { maxLength: channelBounds.topicLength } }}
      />
      <TextField
        label={t('channel.limit')}
        value={draft.limit}
        error={errors.limit !== undefined}
        helperText={errors.limit ?? t('channel.limitHelp')}
        onChange={({ target }) => setDraft({ ...draft, limit: target.value })}
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 3 } }}
      />
      <div>
        <span id="bitrate-label">{t('channel.bitrate')}</span>
        <Slider
          value={bitrate}
          min={minimum}
          max={maximum}
          step={8_000}
          valueLabelDisplay="auto"
          valueLabelFormat={bitrateWords}
          getAriaValueText={bitrateWords}
          aria-labelledby="bitrate-label"
          onChange={(_, value) => setBitrate(value)}
        />
        <p className={styles.help} style={{ margin: 0 }}>
          {bitrateWords(bitrate)}. {t('channel.bitrateHelp')}
        </p>
      </div>
      <Choice
        label={t('channel.slowMode')}
        value={String(slowModeSeconds)}
        options={options}
        wordsOf={pauseWords}
        onChoose={(seconds) => setSlowModeSeconds(Number(seconds))}
      />
      <Fixed channel={channel} />
      <div className={settingsStyles.line}>
        <Button type="submit" variant="contained" loading={busy}>
          {t('action.save')}
        </Button>
        <span role="status">{saved ? t('channel.saved') : ''}</span>
      </div>
    </form>
  )
}

const bitrateWords = (bitrate: number): string => t('channel.bitrateValue', { kilobits: bitrate / 1000 })

/** What was chosen when the room was made. */
function Fixed({ channel: { kind, encryption, isTemporary } }: Pick<Props, 'channel'>) {
  return (
    <div>
      <p className={settingsStyles.text}>{t(`channel.kind.${kind}`)}</p>
      <p className={settingsStyles.text}>
        {t(`channel.encryption.${encryption}`)}. {t('channel.encryptionHelp')}
      </p>
      {isTemporary ? <p className={settingsStyles.text}>{t('channel.temporaryText')}</p> : null}
    </div>
  )
}
