import { useCallback } from 'react'
import { SafetyNumberDialog } from '../../components/keys/safety-number-dialog.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { useAppState, useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'

type Props = { userId: string; name: string; onClose: () => void }

/** The number that two people compare. Of another identity it is another number, even while it is on screen. */
export function SafetyNumber(props: Props) {
  const shown = useAppState(({ trust }) => trust[props.userId]?.changedTo ?? trust[props.userId]?.identityKey ?? '')
  return <NumberOf key={shown} {...props} />
}

function NumberOf({ userId, name, onClose }: Props) {
  const { trust } = useClient()
  const known = useAppState((state) => state.trust[userId])
  const { loaded, again } = useLoaded(useCallback(() => trust.safetyNumber(userId), [trust, userId]))
  const { busy, failure, run } = useMutation()
  const identityKey = loaded.status === 'ready' ? loaded.value.identityKey : ''
  const changed = (known?.changedTo ?? null) !== null
  const verify = async () => {
    if (changed) {
      const accepted = await trust.accept(userId, identityKey)
      if (!accepted.ok) return accepted
    }
    return trust.setVerified(userId, identityKey, true)
  }
  return (
    <SafetyNumberDialog
      name={name}
      number={loaded}
      verified={known?.verified ?? false}
      changed={changed}
      busy={busy}
      failure={failure}
      onVerify={() => run(verify(), () => {})}
      onClear={() => run(trust.setVerified(userId, identityKey, false), () => {})}
      onAccept={() => run(trust.accept(userId, identityKey), onClose)}
      onRetry={again}
      onClose={onClose}
    />
  )
}
