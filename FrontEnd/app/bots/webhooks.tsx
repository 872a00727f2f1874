import type { Webhook } from '@chaos/client-core/bots'
import type { CommunityView } from '@chaos/protocol'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from '../../components/bots/bots.module.css'
import { SecretDialog } from '../../components/bots/secret-dialog.tsx'
import { WebhookDialog } from '../../components/bots/webhook-dialog.tsx'
import { WebhookList } from '../../components/bots/webhook-list.tsx'
import { LoadedSection } from '../account/loaded-section.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { ConfirmChange } from '../community/confirm-change.tsx'
import { useMutation } from '../community/use-mutation.ts'
import { SecretField } from './secret-field.tsx'
import { useCommunityBots } from './use-bots.ts'

type Open = { kind: 'make' } | { kind: 'remove'; webhook: Webhook }
type Made = { webhook: Webhook; secret: string }

export function Webhooks({ view }: { view: CommunityView }) {
  const bots = useCommunityBots(view.community.id)
  const { loaded, again } = useLoaded(bots.webhooks)
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <LoadedSection loaded={loaded} onRetry={again}>
        {(webhooks) => (
          <WebhookList
            webhooks={webhooks}
            channelName={(channelId) => view.channels.find(({ id }) => id === channelId)?.name ?? ''}
            onMake={() => setOpen({ kind: 'make' })}
            onRemove={(webhook) => setOpen({ kind: 'remove', webhook })}
          />
        )}
      </LoadedSection>
      {open?.kind === 'make' ? <MakeWebhook view={view} onMade={again} onClose={close} /> : null}
      {open?.kind === 'remove' ? (
        <ConfirmChange
          title={t('webhooks.removeTitle', { name: open.webhook.name })}
          text={t('webhooks.removeText')}
          confirmLabel={t('webhooks.removeConfirm')}
          change={() => bots.removeWebhook(open.webhook.id)}
          onDone={() => {
            close()
            again()
          }}
          onClose={close}
        />
      ) : null}
    </>
  )
}

type MakeProps = { view: CommunityView; onMade: () => void; onClose: () => void }

/** Asks for a name and a channel, then shows the secret, this once. */
function MakeWebhook({ view, onMade, onClose }: MakeProps) {
  const bots = useCommunityBots(view.community.id)
  const { busy, failure, run } = useMutation()
  const [made, setMade] = useState<Made | null>(null)
  if (made)
    return (
      <SecretDialog title={t('webhooks.secretTitle')} text={t('webhooks.secretText')} onClose={onClose}>
        <div className={styles.fields}>
          <SecretField
            label={t('webhooks.address')}
            value={`${location.origin}/api/communities/webhooks/${made.webhook.id}`}
            help={t('webhooks.addressHelp')}
          />
          <SecretField label={t('webhooks.secret')} value={made.secret} help={t('webhooks.secretHelp')} />
        </div>
      </SecretDialog>
    )
  return (
    <WebhookDialog
      channels={view.channels}
      busy={busy}
      failure={failure}
      onSubmit={(draft) =>
        run(bots.createWebhook(draft), (answer) => {
          setMade(answer)
          onMade()
        })
      }
      onClose={onClose}
    />
  )
}
