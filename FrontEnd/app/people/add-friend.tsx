import type { ApiFailure } from '@chaos/client-core'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { OneFieldForm } from '../../components/forms/one-field-form.tsx'
import styles from '../../components/people/friends.module.css'
import { useAppState, useClient } from '../client-context.ts'
import { relationFailure } from './use-relate.ts'

function wordsFor(failure: ApiFailure): string {
  return failure.code === 'not_found' ? t('friends.addNobody') : relationFailure(failure)
}

/** Asks somebody by their user name, and says what came of it. */
export function AddFriend({ focus }: { focus: boolean }) {
  const { people } = useClient()
  const ownName = useAppState(({ session }) => (session.kind === 'signedIn' ? session.user.userName : ''))
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ text: string; turn: number }>({ text: '', turn: 0 })
  const [wrong, setWrong] = useState<string | null>(null)

  const ask = async (userName: string) => {
    setBusy(true)
    setWrong(null)
    const outcome = await people.request({ userName })
    setBusy(false)
    if (!outcome.ok) return setWrong(wordsFor(outcome.failure))
    const { user, kind } = outcome.value
    const name = user.displayName
    setSaid(({ turn }) => ({
      text: kind === 'friend' ? t('friends.nowFriends', { name }) : t('friends.asked', { name }),
      turn: turn + 1,
    }))
  }
  const check = (text: string) => {
    if (text === '') return t('friends.addEmpty')
    return text.toLowerCase() === ownName.toLowerCase() ? t('friends.addSelf') : null
  }
  return (
    <section className={styles.add} aria-labelledby="add-friend-title">
      <h3 className={styles.heading} id="add-friend-title">
        {t('friends.add')}
      </h3>
      <OneFieldForm
        // Empty again after each request that went out; the key of a focus keeps it apart from the first.
        key={`${said.turn}-${focus}`}
        label={t('friends.addLabel')}
        submitLabel={t('friends.addAction')}
        maxLength={64}
        busy={busy}
        wrongNow={wrong}
        autoFocus={focus || said.turn > 0}
        check={check}
        onSubmit={(text) => void ask(text)}
      />
      <p className={styles.said} role="status">
        {said.text}
      </p>
    </section>
  )
}
