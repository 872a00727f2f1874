import type { ChannelPermission, OverrideChange } from '@chaos/protocol'

export type OverrideState = 'allow' | 'inherit' | 'deny'

export function overrideState({ allow, deny }: OverrideChange, permission: ChannelPermission): OverrideState {
  if (allow.includes(permission)) return 'allow'
  return deny.includes(permission) ? 'deny' : 'inherit'
}

/** The same with one permission in another state. */
export function withState(
  { allow, deny }: OverrideChange,
  permission: ChannelPermission,
  state: OverrideState,
): OverrideChange {
  const put = (names: readonly ChannelPermission[], mine: OverrideState) => [
    ...names.filter((name) => name !== permission),
    ...(state === mine ? [permission] : []),
  ]
  return { allow: put(allow, 'allow'), deny: put(deny, 'deny') }
}
