import type { BotToken } from '@chaos/client-core/bots'
import DeleteIcon from '@mui/icons-material/DeleteOutlineRounded'
import { formatShortDay } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import lists from '../lists/record-list.module.css'
import { RowButton } from './row-button.tsx'
import { usedWords } from './used-words.ts'

type Props = {
  token: BotToken
  /** ms since 1970 */
  now: number
  onRevoke: () => void
}

/** A token: what it opens, when it was used, and until when it works. */
export function TokenRow({ token, now, onRevoke }: Props) {
  const { name, scopes, lastUsedAt, expiresAt } = token
  const date = expiresAt === null ? '' : formatShortDay(expiresAt)
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= now
  const ending = expiresAt === null ? [] : [isOver ? t('botTokens.over', { date }) : t('botTokens.until', { date })]
  return (
    <li className={lists.row}>
      <span className={lists.words}>
        <strong>{name}</strong>
        <span className={lists.quiet}>{scopes.map((scope) => t(`botScope.${scope}`)).join(' · ')}</span>
        <span className={lists.quiet}>{[usedWords(lastUsedAt), ...ending].join(', ')}</span>
      </span>
      <RowButton label={t('botTokens.revoke', { name })} Icon={DeleteIcon} onClick={onRevoke} />
    </li>
  )
}
