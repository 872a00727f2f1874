import { useEffect, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { useClient } from '../client-context.ts'
import { type CallChange, callChanges } from './call-changes.ts'

function wordsFor(change: CallChange): string | null {
  switch (change.kind) {
    case 'joined':
      return t('stage.joined', { name: change.name })
    case 'left':
      return t('stage.left', { name: change.name })
    case 'raised':
      return t('floor.raised', { name: change.name })
    case 'speaks':
      return t('floor.speaks', { name: change.name })
    case 'gotWord':
      return t('floor.gotWord')
    case 'lostWord':
      return t('floor.lostWord')
    default:
      return null
  }
}

/** Tells a screen reader who comes and goes, wherever the person is in the client. */
export function Announcer() {
  const { store } = useClient()
  const [words, setWords] = useState('')
  useEffect(() => {
    let before = store.getState().call
    return store.subscribe(() => {
      const { call, people } = store.getState()
      if (call === before) return
      const said = callChanges(before, call, people.blocked).map(wordsFor).filter(Boolean).join(' ')
      before = call
      if (said) setWords(said)
    })
  }, [store])
  return (
    <div className="visually-hidden" role="log" aria-live="polite">
      {words}
    </div>
  )
}
