import { useNavigate } from 'react-router'
import { CreateCommunityDialog } from '../../components/forms/create-community-dialog.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'

export function CreateCommunity({ onClose }: { onClose: () => void }) {
  const { communities } = useClient()
  const navigate = useNavigate()
  const { busy, failure, run } = useMutation()
  return (
    <CreateCommunityDialog
      busy={busy}
      failure={failure}
      onCreate={(draft) => run(communities.create(draft), ({ id }) => void navigate(`/communities/${id}`))}
      onClose={onClose}
    />
  )
}
