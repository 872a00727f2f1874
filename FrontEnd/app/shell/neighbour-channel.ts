import { arranged, type RootState } from '@chaos/client-core'

/** The address of the channel before or after the one on screen, around the ends; null where there is none. */
export function neighbourChannel({ communities }: Pick<RootState, 'communities'>, pathname: string, by: 1 | -1) {
  const [, communityId, channelId] = /^\/communities\/([^/]+)(?:\/channels\/([^/]+))?/.exec(pathname) ?? []
  const view = communityId === undefined ? undefined : communities.views[communityId]
  if (view?.status !== 'ready' || view.value.channels.length === 0) return null
  const channels = arranged(view.value)
  const index = channels.findIndex(({ id }) => id === channelId)
  const from = index === -1 && by === -1 ? 0 : index
  const next = channels[(from + by + channels.length) % channels.length]
  return next ? `/communities/${communityId}/channels/${next.id}` : null
}
