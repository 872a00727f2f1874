import type { ApiFailure } from '@chaos/client-core'
import type { Member } from '@chaos/protocol'
import { formatShortDay } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { OneFieldForm } from '../forms/one-field-form.tsx'
import { PersonName } from '../people/person-name.tsx'
import lists from '../lists/record-list.module.css'
import settings from '../settings/settings.module.css'

type Props = {
  bots: Member[]
  /** How often one was brought in: the field is empty again after each. */
  added: number
  busy: boolean
  failure: ApiFailure | null
  onAdd: (userName: string) => void
}

/** Bots that are members of a community, and a way in for others. */
export function CommunityBotList({ bots, added, busy, failure, onAdd }: Props) {
  return (
    <section className={settings.group} aria-labelledby="community-bots-title">
      <h2 id="community-bots-title">{t('communityBots.bots')}</h2>
      <p className={settings.text}>{t('communityBots.text')}</p>
      {bots.length === 0 ? <p className={settings.text}>{t('communityBots.none')}</p> : null}
      <ul className={lists.list}>
        {bots.map(({ userId, userName, nickname, displayName, avatar, joinedAt }) => (
          <li key={userId} className={lists.row}>
            <Avatar id={userId} name={nickname ?? displayName} picture={avatar} size={32} />
            <span className={lists.words}>
              <strong>
                <PersonName name={nickname ?? displayName} />
              </strong>
              <span className={lists.quiet}>
                {t('communityBots.since', { userName, date: formatShortDay(joinedAt) })}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <OneFieldForm
        key={added}
        label={t('communityBots.addLabel')}
        submitLabel={t('communityBots.add')}
        maxLength={36}
        busy={busy}
        failure={failure}
        check={(text) => (text === '' ? t('bots.needName') : null)}
        onSubmit={onAdd}
      />
    </section>
  )
}
