import type { Bot, OwnBots } from '@chaos/client-core/bots'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { BotDialog } from '../../components/bots/bot-dialog.tsx'
import { RenameBotDialog } from '../../components/bots/rename-bot-dialog.tsx'
import { SecretDialog } from '../../components/bots/secret-dialog.tsx'
import { TokenDialog } from '../../components/bots/token-dialog.tsx'
import { useMutation } from '../community/use-mutation.ts'
import { SecretField } from './secret-field.tsx'

type Common = { bots: OwnBots; onClose: () => void }

export function MakeBot({ bots, onDone, onClose }: Common & { onDone: () => void }) {
  const { busy, failure, run } = useMutation()
  return (
    <BotDialog busy={busy} failure={failure} onSubmit={(draft) => run(bots.create(draft), onDone)} onClose={onClose} />
  )
}

export function RenameBot({ bots, bot, onDone, onClose }: Common & { bot: Bot; onDone: () => void }) {
  const { busy, failure, run } = useMutation()
  return (
    <RenameBotDialog
      name={bot.displayName}
      busy={busy}
      failure={failure}
      onSubmit={(name) => run(bots.rename(bot.id, name), onDone)}
      onClose={onClose}
    />
  )
}

/** Asks what the token is for, then shows it, this once. */
export function MakeToken({ bots, bot, onMade, onClose }: Common & { bot: Bot; onMade: () => void }) {
  const { busy, failure, run } = useMutation()
  const [secret, setSecret] = useState<string | null>(null)
  if (secret !== null)
    return (
      <SecretDialog title={t('botTokens.secretTitle')} text={t('botTokens.secretText')} onClose={onClose}>
        <SecretField label={t('botTokens.secret')} value={secret} help={t('botTokens.secretHelp')} />
      </SecretDialog>
    )
  return (
    <TokenDialog
      name={bot.displayName}
      busy={busy}
      failure={failure}
      onSubmit={(draft) =>
        run(bots.makeToken(bot.id, draft), (made) => {
          setSecret(made.secret)
          onMade()
        })
      }
      onClose={onClose}
    />
  )
}
