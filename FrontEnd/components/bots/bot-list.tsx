import type { Bot, BotToken } from '@chaos/client-core/bots'
import DeleteIcon from '@mui/icons-material/DeleteOutlineRounded'
import EditIcon from '@mui/icons-material/EditRounded'
import Button from '@mui/material/Button'
import { formatShortDay } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { PersonName } from '../people/person-name.tsx'
import settings from '../settings/settings.module.css'
import { RowButton } from './row-button.tsx'
import { TokenRow } from './token-row.tsx'
import lists from '../lists/record-list.module.css'
import styles from './bots.module.css'

type Props = {
  bots: Bot[]
  /** ms since 1970 */
  now: number
  onMake: () => void
  onRename: (bot: Bot) => void
  onRemove: (bot: Bot) => void
  onMakeToken: (bot: Bot) => void
  onRevoke: (bot: Bot, token: BotToken) => void
}

/** Bots with their tokens. */
export function BotList({ bots, onMake, ...acts }: Props) {
  return (
    <section className={settings.group}>
      <p className={settings.text}>{t('bots.text')}</p>
      {bots.length === 0 ? <p className={settings.text}>{t('bots.none')}</p> : null}
      <ul className={styles.bots}>
        {bots.map((bot) => (
          <OneBot key={bot.id} bot={bot} {...acts} />
        ))}
      </ul>
      <div className={settings.line}>
        <Button variant="contained" onClick={onMake}>
          {t('bots.new')}
        </Button>
      </div>
    </section>
  )
}

type OneProps = Omit<Props, 'bots' | 'onMake'> & { bot: Bot }

function OneBot({ bot, now, onRename, onRemove, onMakeToken, onRevoke }: OneProps) {
  const { id, displayName: name, userName, avatar, createdAt, tokens } = bot
  return (
    <li className={styles.bot}>
      <div className={styles.head}>
        <Avatar id={id} name={name} picture={avatar} size={40} />
        <span className={lists.words}>
          <strong>
            <PersonName name={name} />
          </strong>
          <span className={lists.quiet}>
            {userName}, {t('bots.made', { date: formatShortDay(createdAt) })}
          </span>
        </span>
        <RowButton label={t('bots.rename', { name })} Icon={EditIcon} onClick={() => onRename(bot)} />
        <RowButton label={t('bots.remove', { name })} Icon={DeleteIcon} onClick={() => onRemove(bot)} />
      </div>
      {tokens.length === 0 ? <p className={settings.text}>{t('botTokens.none')}</p> : null}
      <ul className={lists.list}>
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} now={now} onRevoke={() => onRevoke(bot, token)} />
        ))}
      </ul>
      <div className={settings.line}>
        <Button
          size="small"
          variant="outlined"
          aria-label={t('botTokens.newFor', { name })}
          onClick={() => onMakeToken(bot)}
        >
          {t('botTokens.new')}
        </Button>
      </div>
    </li>
  )
}
