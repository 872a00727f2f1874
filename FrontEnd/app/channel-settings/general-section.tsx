import type { Channel, ChannelChange } from '@chaos/protocol'
import { useState } from 'react'
import { ChannelForm } from '../../components/channels/channel-form.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'

export function GeneralSection({ channel }: { channel: Channel }) {
  const { communities } = useClient()
  const { busy, failure, run } = useMutation()
  const [saved, setSaved] = useState(false)
  const save = (change: ChannelChange) => {
    setSaved(false)
    run(communities.changeChannel(channel.id, change), () => setSaved(true))
  }
  return <ChannelForm channel={channel} busy={busy} saved={saved} failure={failure} onSave={save} />
}
