import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { ProveWordsDialog } from '../../components/keys/prove-words-dialog.tsx'
import { RecoveryCodeDialog } from '../../components/keys/recovery-code-dialog.tsx'
import { RecoverySettings } from '../../components/keys/recovery-settings.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { download } from '../wiring/download.ts'
import { useCopy } from '../wiring/use-copy.ts'

type Made = { code: string; numbers: readonly [number, number]; step: 'keep' | 'prove' }

/** One of the first words and one of the last, in a browser of its own choice each time. */
const twoOf = (count: number): readonly [number, number] => {
  const half = Math.floor(count / 2)
  return [1 + Math.floor(Math.random() * half), half + 1 + Math.floor(Math.random() * (count - half))]
}

/** A recovery code is shown, kept and typed back before it counts. Closing on the way leaves everything as it was. */
export function Recovery() {
  const { keys } = useClient()
  const recovery = useAppState((state) => state.keys.recovery)
  const { busy, failure, run } = useMutation()
  const [made, setMade] = useState<Made | null>(null)
  const close = () => setMade(null)
  const begin = () =>
    run(keys.beginRecovery(), ({ code }) => setMade({ code, numbers: twoOf(code.split(' ').length), step: 'keep' }))
  return (
    <>
      <RecoverySettings recovery={recovery} busy={busy} failure={made ? null : failure} onSetUp={begin} />
      {made?.step === 'keep' ? (
        <KeepCode code={made.code} onContinue={() => setMade({ ...made, step: 'prove' })} onClose={close} />
      ) : null}
      {made?.step === 'prove' ? (
        <ProveWordsDialog
          words={made.code.split(' ')}
          numbers={made.numbers}
          busy={busy}
          failure={failure}
          onProved={() => run(keys.finishRecovery(), close)}
          onClose={close}
        />
      ) : null}
    </>
  )
}

type KeepProps = { code: string; onContinue: () => void; onClose: () => void }

function KeepCode({ code, onContinue, onClose }: KeepProps) {
  const name = useAppState(({ session }) => (session.kind === 'signedIn' ? session.user.userName : ''))
  const { copied, copy } = useCopy(code)
  const text = `${t('keyRecovery.fileTitle', { name: `${name} (${location.host})` })}\n\n${code}\n`
  return (
    <RecoveryCodeDialog
      words={code.split(' ')}
      copied={copied}
      onCopy={copy}
      onDownload={() => download(text, 'recovery-words.txt')}
      onContinue={onContinue}
      onClose={onClose}
    />
  )
}
