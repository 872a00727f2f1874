import { t } from '../../assets/messages/t.ts'
import { Choice } from '../forms/choice.tsx'
import styles from './form.module.css'
import { type InviteChoices, inviteTimes, inviteUses } from './invite-choices.ts'

type Named = { id: string; name: string }
type Props = {
  choices: InviteChoices
  channels: readonly Named[]
  /** Those that the viewer may give; empty: none is offered. */
  roles: readonly Named[]
  onChange: (change: Partial<InviteChoices>) => void
}

const nameOf = (all: readonly Named[], id: string, otherwise: string) =>
  all.find((one) => one.id === id)?.name ?? otherwise

export function InviteOptions({ choices, channels, roles, onChange }: Props) {
  return (
    <fieldset
      className={styles.form}
      style={{ margin: 0, padding: '20px 0 0', border: 0 }}
      aria-label={t('invite.options')}
    >
      <Choice
        label={t('invite.expires')}
        value={choices.time}
        options={inviteTimes}
        wordsOf={(time) => t(`invite.expires.${time}`)}
        onChoose={(time) => onChange({ time })}
      />
      <Choice
        label={t('invite.uses')}
        value={choices.uses}
        options={inviteUses}
        wordsOf={(uses) => (uses === 'any' ? t('invite.uses.any') : t('invite.uses.count', { count: Number(uses) }))}
        onChoose={(uses) => onChange({ uses })}
      />
      <Choice
        label={t('invite.room')}
        value={choices.channelId}
        options={['', ...channels.map(({ id }) => id)]}
        wordsOf={(id) => nameOf(channels, id, t('invite.room.first'))}
        onChoose={(channelId) => onChange({ channelId })}
      />
      {roles.length > 0 ? (
        <Choice
          label={t('invite.role')}
          value={choices.roleId}
          options={['', ...roles.map(({ id }) => id)]}
          wordsOf={(id) => nameOf(roles, id, t('invite.role.none'))}
          onChoose={(roleId) => onChange({ roleId })}
        />
      ) : null}
    </fieldset>
  )
}
