import type { CommunityView, Invite } from '@chaos/protocol'
import { useCallback, useEffect, useState } from 'react'
import { InviteDialog } from '../../components/forms/invite-dialog.tsx'
import { useClient } from '../client-context.ts'
import { useCopy } from '../wiring/use-copy.ts'
import { useMutation } from './use-mutation.ts'

type Props = { communityId: string; view: CommunityView; onClose: () => void }

/** Makes a link as soon as it opens. */
export function InviteContainer({ communityId, view, onClose }: Props) {
  const { communities } = useClient()
  const { failure, run } = useMutation()
  const [invite, setInvite] = useState<Invite | null>(null)
  const { copied, copy } = useCopy(invite?.url ?? '')
  const make = useCallback(() => run(communities.createInvite(communityId), setInvite), [run, communities, communityId])
  useEffect(make, [make])
  return (
    <InviteDialog
      communityName={view.community.name}
      invite={invite}
      failure={failure}
      copied={copied}
      onCopy={copy}
      onRetry={make}
      onClose={onClose}
    />
  )
}
