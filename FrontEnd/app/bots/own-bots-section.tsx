import type { Bot, BotToken, OwnBots } from '@chaos/client-core/bots'
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
      {open ? <OpenDialog open={open} bots={bots} onChange={again} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

type DialogProps = { open: Open; bots: OwnBots; onChange: () => void; onClose: () => void }

function OpenDialog({ open, bots, onChange, onClose }: DialogProps) {
  const onDone = () => {
    onClose()
    onChange()
  }
  switch (open.kind) {
    case 'make':
      return <MakeBot bots={bots} onDone={onDone} onClose={onClose} />
    case 'rename':
      return <RenameBot bots={bots} bot={open.bot} onDone={onDone} onClose={onClose} />
    case 'makeToken':
      return <MakeToken bots={bots} bot={open.bot} onMade={onChange} onClose={onClose} />
    case 'remove':
      return (
        <ConfirmChange
          title={t('bots.removeTitle', { name: open.bot.displayName })}
          text={t('bots.removeText')}
          confirmLabel={t('bots.removeConfirm')}
          change={() => bots.remove(open.bot.id)}
          onDone={onDone}
          onClose={onClose}
        />
      )
    case 'revoke':
      return (
        <ConfirmChange
          title={t('botTokens.revokeTitle', { name: open.token.name })}
          text={t('botTokens.revokeText')}
          confirmLabel={t('botTokens.revokeConfirm')}
          change={() => bots.revokeToken(open.bot.id, open.token.id)}
          onDone={onDone}
          onClose={onClose}
        />
      )
  }
}
