import type { CommunityView, Invite } from '@chaos/protocol'
import { useCallback, useEffect, useState } from 'react'
import { inviteDraftOf, type InviteChoices, plainInvite } from '../../components/forms/invite-choices.ts'
import { InviteDialog } from '../../components/forms/invite-dialog.tsx'
import { InviteOptions } from '../../components/forms/invite-options.tsx'
import { useCommunityCare } from '../community-settings/use-community-care.ts'
import { useCopy } from '../wiring/use-copy.ts'
import { givableRoles } from './givable-roles.ts'
import { useMutation } from './use-mutation.ts'

type Props = { communityId: string; view: CommunityView; onClose: () => void }

/** Makes a link as soon as it opens, and others by choice. */
export function InviteContainer({ communityId, view, onClose }: Props) {
  const care = useCommunityCare(communityId)
  const { failure, run } = useMutation()
  const [invite, setInvite] = useState<Invite | null>(null)
  const { copied, copy } = useCopy(invite?.url ?? '')
  const [choices, setChoices] = useState<InviteChoices | null>(null)
  const make = useCallback(
    (chosen: InviteChoices) => run(care.createInvite(inviteDraftOf(chosen)), setInvite),
    [run, care],
  )
  useEffect(() => make(plainInvite), [make])
  return (
    <InviteDialog
      communityName={view.community.name}
      invite={invite}
      failure={failure}
      copied={copied}
      onCopy={copy}
      onRetry={() => make(choices ?? plainInvite)}
      onAnother={() => (choices ? make(choices) : setChoices(plainInvite))}
      options={
        choices ? (
          <InviteOptions
            choices={choices}
            channels={view.channels}
            roles={givableRoles(view)}
            onChange={(change) => setChoices({ ...choices, ...change })}
          />
        ) : null
      }
      onClose={onClose}
    />
  )
}
