import type { OwnStatus } from '@chaos/protocol'
import { useState } from 'react'
import { StatusMenu } from '../../components/people/status-menu.tsx'
import { WordsDialog } from '../../components/people/words-dialog.tsx'
import { wordsUntil } from '../../components/people/words-end.ts'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'

type Props = { own: OwnStatus; anchor: HTMLElement; onClose: () => void }

/** The own status: the menu, and the dialog of words that it leads to. */
export function StatusContainer({ own, anchor, onClose }: Props) {
  const { people } = useClient()
  const [writing, setWriting] = useState(false)
  const { busy, failure, run } = useMutation()
  const change = (status: Partial<OwnStatus>) => run(people.choose({ ...own, ...status }), onClose)
  if (writing)
    return (
      <WordsDialog
        words={own.words}
        busy={busy}
        failure={failure}
        onSave={(words, end) => change({ words, wordsUntil: wordsUntil(end, new Date()) })}
        onClose={onClose}
      />
    )
  return (
    <StatusMenu
      own={own}
      anchor={anchor}
      onChoose={(chosen) => change({ chosen })}
      onWords={() => setWriting(true)}
      onClearWords={() => change({ words: '', wordsUntil: null })}
      onClose={onClose}
    />
  )
}
