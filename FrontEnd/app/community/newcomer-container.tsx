import type { CommunityView } from '@chaos/protocol'
import { NewcomerScreen } from '../../components/newcomer/newcomer.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from './use-mutation.ts'

/** Stands where the room would be, until somebody new may talk. */
export function NewcomerContainer({ view: { community, settings, newcomer } }: { view: CommunityView }) {
  const { communities } = useClient()
  const { busy, failure, run } = useMutation()
  return (
    <NewcomerScreen
      name={community.name}
      rules={settings.rules}
      newcomer={newcomer}
      busy={busy}
      failure={failure}
      onAccept={() => run(communities.acceptRules(community.id), () => {})}
      onLookAgain={() => void communities.open(community.id)}
    />
  )
}
