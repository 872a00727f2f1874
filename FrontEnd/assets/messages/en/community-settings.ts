export const communitySettings = {
  'communitySettings.title': 'Community settings',
  'communitySettings.danger': 'Leave or delete',
  'communitySettings.leave': 'Leave the community',
} as const
