import type { ApiFailure } from '@chaos/client-core'
import {
  type Channel,
  type Community,
  type CommunityChange,
  communityLimits,
  type CommunitySettings,
} from '@chaos/protocol'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Choice } from '../forms/choice.tsx'
import styles from '../settings/settings.module.css'
import { SaveForm } from './save-form.tsx'
import { TagField } from './tag-field.tsx'

type Props = {
  community: Community
  settings: CommunitySettings
  channels: readonly Pick<Channel, 'id' | 'name'>[]
  busy: boolean
  saved: boolean
  failure: ApiFailure | null
  onSave: (change: CommunityChange) => void
}

const visibilities = ['private', 'unlisted', 'public'] as const
const policies = ['from_joining', 'all'] as const
const silences = ['60', '300', '900', '1800', '3600'] as const
const none = 'none'

export function OverviewForm({ community, settings, channels, busy, saved, failure, onSave }: Props) {
  const [name, setName] = useState(community.name)
  const [description, setDescription] = useState(community.description)
  const [tags, setTags] = useState(community.tags)
  const [visibility, setVisibility] = useState(community.visibility)
  const [historyPolicy, setHistoryPolicy] = useState(settings.historyPolicy)
  const [systemChannelId, setSystemChannelId] = useState(settings.systemChannelId)
  const [afkChannelId, setAfkChannelId] = useState(settings.afkChannelId)
  const [afkSeconds, setAfkSeconds] = useState(settings.afkSeconds)
  const [nameless, setNameless] = useState(false)
  const rooms = [none, ...channels.map(({ id }) => id)]
  const roomName = (id: string) => channels.find((room) => room.id === id)?.name ?? t('communitySettings.noChannel')
  const idOf = (choice: string) => (choice === none ? null : choice)
  const save = () => {
    setNameless(name.trim() === '')
    if (name.trim() === '') return
    onSave({ name, description, tags, visibility, historyPolicy, systemChannelId, afkChannelId, afkSeconds })
  }
  return (
    <SaveForm busy={busy} saved={saved} failure={failure} onSave={save}>
      <TextField
        label={t('communitySettings.name')}
        value={name}
        error={nameless}
        helperText={nameless ? t('channel.needName') : null}
        onChange={({ target }) => setName(target.value)}
        slotProps={{ htmlInput: { maxLength: 64 } }}
      />
      <TextField
        multiline
        minRows={2}
        label={t('communitySettings.description')}
        value={description}
        helperText={t('communitySettings.descriptionHelp')}
        onChange={({ target }) => setDescription(target.value)}
        slotProps={{ htmlInput: { maxLength: communityLimits.descriptionLength } }}
      />
      <TagField tags={tags} onChange={setTags} />
      <Choice
        label={t('communitySettings.visibility')}
        value={visibility}
        options={visibilities}
        wordsOf={(option) => t(`communitySettings.visibility.${option}`)}
        onChoose={setVisibility}
      />
      <Choice
        label={t('communitySettings.history')}
        value={historyPolicy}
        options={policies}
        wordsOf={(option) => t(`communitySettings.history.${option}`)}
        onChoose={setHistoryPolicy}
      />
      <Choice
        label={t('communitySettings.systemChannel')}
        value={systemChannelId ?? none}
        options={rooms}
        wordsOf={roomName}
        onChoose={(choice) => setSystemChannelId(idOf(choice))}
      />
      <div className={styles.line} style={{ flexWrap: 'nowrap' }}>
        <Choice
          label={t('communitySettings.afkChannel')}
          value={afkChannelId ?? none}
          options={rooms}
          wordsOf={roomName}
          onChoose={(choice) => setAfkChannelId(idOf(choice))}
        />
        <Choice
          label={t('communitySettings.afkAfter')}
          value={String(afkSeconds)}
          options={[...new Set([...silences, String(afkSeconds)])]}
          wordsOf={(seconds) => t('communitySettings.afkMinutes', { count: Math.round(Number(seconds) / 60) })}
          disabled={afkChannelId === null}
          onChoose={(seconds) => setAfkSeconds(Number(seconds))}
        />
      </div>
    </SaveForm>
  )
}
