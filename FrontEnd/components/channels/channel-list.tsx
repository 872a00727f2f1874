import AddIcon from '@mui/icons-material/AddRounded'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { t } from '../../assets/messages/t.ts'
import styles from './channel-list.module.css'
import { type ChannelEntry, ChannelRow } from './channel-row.tsx'

type Props = {
  channels: ChannelEntry[]
  activeId: string | null
  mayManage: boolean
  onCreate: () => void
  onMenu: (channelId: string, anchor: HTMLElement) => void
}

/** Voice rooms with the people in them right now. */
export function ChannelList({ channels, activeId, mayManage, onCreate, onMenu }: Props) {
  return (
    <section className={styles.section} aria-labelledby="voice-rooms">
      <div className={styles.heading}>
        <h2 id="voice-rooms">{t('channel.voice')}</h2>
        {mayManage ? (
          <Tooltip title={t('channel.create')}>
            <IconButton size="small" aria-label={t('channel.create')} onClick={onCreate}>
              <AddIcon fontSize="small" />
            </IconButton>
          </Tooltip>
        ) : null}
      </div>
      {channels.length === 0 ? (
        <p className={styles.none}>{mayManage ? t('channel.noneText') : t('channel.noneTextMember')}</p>
      ) : (
        <ul className={styles.list}>
          {channels.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} active={channel.id === activeId} onMenu={onMenu} />
          ))}
        </ul>
      )}
    </section>
  )
}
