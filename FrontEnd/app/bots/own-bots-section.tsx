import type { Bot, BotToken } from '@chaos/client-core/bots'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { BotList } from '../../components/bots/bot-list.tsx'
import { LoadedSection } from '../account/loaded-section.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { ConfirmChange } from '../community/confirm-change.tsx'
import { MakeBot, MakeToken, RenameBot } from './own-bot-dialogs.tsx'
import { useOwnBots } from './use-bots.ts'

type Open =
  | { kind: 'make' }
  | { kind: 'rename' | 'remove' | 'makeToken'; bot: Bot }
  | { kind: 'revoke'; bot: Bot; token: BotToken }

/** The bots of one's own, and what opens doors for them. */
export function OwnBotsSection() {
  const bots = useOwnBots()
  const { loaded, again } = useLoaded(bots.list)
  const [open, setOpen] = useState<Open | null>(null)
  const [now] = useState(Date.now)
  const close = () => setOpen(null)
  const done = () => {
    close()
    again()
  }
  return (
    <>
      <LoadedSection loaded={loaded} onRetry={again}>
        {(own) => (
          <BotList
            bots={own}
            now={now}
            onMake={() => setOpen({ kind: 'make' })}
            onRename={(bot) => setOpen({ kind: 'rename', bot })}
            onRemove={(bot) => setOpen({ kind: 'remove', bot })}
            onMakeToken={(bot) => setOpen({ kind: 'makeToken', bot })}
            onRevoke={(bot, token) => setOpen({ kind: 'revoke', bot, token })}
          />
        )}
      </LoadedSection>
      {open?.kind === 'make' ? <MakeBot bots={bots} onDone={done} onClose={close} /> : null}
      {open?.kind === 'rename' ? <RenameBot bots={bots} bot={open.bot} onDone={done} onClose={close} /> : null}
      {open?.kind === 'makeToken' ? <MakeToken bots={bots} bot={open.bot} onMade={again} onClose={close} /> : null}
      {open?.kind === 'remove' ? (
        <ConfirmChange
          title={t('bots.removeTitle', { name: open.bot.displayName })}
          text={t('bots.removeText')}
          confirmLabel={t('bots.removeConfirm')}
          change={() => bots.remove(open.bot.id)}
          onDone={done}
          onClose={close}
        />
      ) : null}
      {open?.kind === 'revoke' ? (
        <ConfirmChange
          title={t('botTokens.revokeTitle', { name: open.token.name })}
          text={t('botTokens.revokeText')}
          confirmLabel={t('botTokens.revokeConfirm')}
          change={() => bots.revokeToken(open.bot.id, open.token.id)}
          onDone={done}
          onClose={close}
        />
      ) : null}
    </>
  )
}
