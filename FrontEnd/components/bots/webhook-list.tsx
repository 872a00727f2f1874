import type { Webhook } from '@chaos/client-core/bots'
import DeleteIcon from '@mui/icons-material/DeleteOutlineRounded'
import WebhookIcon from '@mui/icons-material/WebhookRounded'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import lists from '../lists/record-list.module.css'
import settings from '../settings/settings.module.css'
import { RowButton } from './row-button.tsx'
import { usedWords } from './used-words.ts'

type Props = {
  webhooks: Webhook[]
  channelName: (channelId: string) => string
  onMake: () => void
  onRemove: (webhook: Webhook) => void
}

export function WebhookList({ webhooks, channelName, onMake, onRemove }: Props) {
  return (
    <section className={settings.group} aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">{t('webhooks.title')}</h2>
      <p className={settings.text}>{t('webhooks.text')}</p>
      {webhooks.length === 0 ? <p className={settings.text}>{t('webhooks.none')}</p> : null}
      <ul className={lists.list}>
        {webhooks.map((webhook) => (
          <li key={webhook.id} className={lists.row}>
            <WebhookIcon className={lists.icon} aria-hidden="true" />
            <span className={lists.words}>
              <strong>{webhook.name}</strong>
              <span className={lists.quiet}>
                {t('webhooks.in', { channel: channelName(webhook.channelId), used: usedWords(webhook.lastUsedAt) })}
              </span>
            </span>
            <RowButton
              label={t('webhooks.remove', { name: webhook.name })}
              Icon={DeleteIcon}
              onClick={() => onRemove(webhook)}
            />
          </li>
        ))}
      </ul>
      <div className={settings.line}>
        <Button variant="outlined" onClick={onMake}>
          {t('webhooks.new')}
        </Button>
      </div>
    </section>
  )
}
