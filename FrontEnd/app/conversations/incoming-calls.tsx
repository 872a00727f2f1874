import { useNavigate } from 'react-router'
import { IncomingCallDialog } from '../../components/conversations/incoming-call-dialog.tsx'
import { useAppState, useClient } from '../client-context.ts'

/** Whoever calls first is answered first. */
export function IncomingCalls() {
  const { calls } = useClient()
  const navigate = useNavigate()
  const [ringing] = useAppState((state) => state.ringing.incoming)
  if (!ringing) return null
  const { channelId } = ringing
  return (
    <IncomingCallDialog
      key={channelId}
      ringing={ringing}
      onAccept={() => {
        void calls.accept(channelId)
        void navigate(`/conversations/${channelId}`)
      }}
      onDecline={() => void calls.decline(channelId)}
      onIgnore={() => calls.ignore(channelId)}
    />
  )
}
