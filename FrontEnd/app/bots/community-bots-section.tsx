import { useState } from 'react'
import { CommunityBotList } from '../../components/bots/community-bot-list.tsx'
import { LoadedSection } from '../account/loaded-section.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import type { SectionProps } from '../community-settings/section.ts'
import { useMutation } from '../community/use-mutation.ts'
import { useCommunityBots } from './use-bots.ts'
import { Webhooks } from './webhooks.tsx'

/** Programs that are in a community, and services that post into it. */
export function CommunityBotsSection({ view }: SectionProps) {
  return (
    <>
      <Bots communityId={view.community.id} />
      <Webhooks view={view} />
    </>
  )
}

function Bots({ communityId }: { communityId: string }) {
  const bots = useCommunityBots(communityId)
  const { loaded, again } = useLoaded(bots.list)
  const { busy, failure, run } = useMutation()
  const [added, setAdded] = useState(0)
  const add = (userName: string) =>
    run(bots.add(userName), () => {
      setAdded(added + 1)
      again()
    })
  return (
    <LoadedSection loaded={loaded} onRetry={again}>
      {(members) => <CommunityBotList bots={members} added={added} busy={busy} failure={failure} onAdd={add} />}
    </LoadedSection>
  )
}
