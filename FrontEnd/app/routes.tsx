import { createBrowserRouter, type RouteObject } from 'react-router'
import { CrashPage } from './crash-page.tsx'
import { Frame } from './shell/frame.tsx'
import { FrontDoor } from './shell/front-door.tsx'

const routes: RouteObject[] = [
  {
    ErrorBoundary: CrashPage,
    children: [
      {
        Component: FrontDoor,
        children: [
          {
            Component: Frame,
            children: [
              { index: true, lazy: async () => ({ Component: (await import('./home/home-page.tsx')).HomePage }) },
              {
                path: 'communities/:communityId',
                lazy: async () => ({ Component: (await import('./community/community-page.tsx')).CommunityPage }),
              },
              {
                path: 'communities/:communityId/channels/:channelId',
                lazy: async () => ({ Component: (await import('./community/community-page.tsx')).CommunityPage }),
              },
              {
                path: 'conversations/:channelId',
                lazy: async () => ({
                  Component: (await import('./conversations/conversation-page.tsx')).ConversationPage,
                }),
              },
              {
                path: 'communities/:communityId/settings/:section?',
                lazy: async () => ({
                  Component: (await import('./community-settings/community-settings-page.tsx')).CommunitySettingsPage,
                }),
              },
              {
                path: 'discover',
                lazy: async () => ({ Component: (await import('./discovery/discovery-page.tsx')).DiscoveryPage }),
              },
              {
                path: 'communities/:communityId/channels/:channelId/settings/:section?',
                lazy: async () => ({
                  Component: (await import('./channel-settings/channel-settings-page.tsx')).ChannelSettingsPage,
                }),
              },
              {
                path: 'settings/:section?',
                lazy: async () => ({ Component: (await import('./settings/settings-page.tsx')).SettingsPage }),
              },
              {
                path: 'administration/:section?/:userId?',
                lazy: async () => ({
                  Component: (await import('./administration/administration-page.tsx')).AdministrationPage,
                }),
              },
            ],
          },
        ],
      },
      { path: 'sign-in', lazy: async () => ({ Component: (await import('./auth/account-page.tsx')).SignInPage }) },
      { path: 'provider', lazy: async () => ({ Component: (await import('./auth/provider-page.tsx')).ProviderPage }) },
      { path: 'set-up', lazy: async () => ({ Component: (await import('./auth/set-up-page.tsx')).SetUpPage }) },
      { path: 'sign-up', lazy: async () => ({ Component: (await import('./auth/sign-up-page.tsx')).SignUpPage }) },
      {
        path: 'forgot-password',
        lazy: async () => ({ Component: (await import('./auth/forgot-password-page.tsx')).ForgotPasswordPage }),
      },
      {
        path: 'reset-password',
        lazy: async () => ({ Component: (await import('./auth/reset-password-page.tsx')).ResetPasswordPage }),
      },
      {
        path: 'verify-email',
        lazy: async () => ({ Component: (await import('./auth/verify-email-page.tsx')).VerifyEmailPage }),
      },
      { path: 'invite/:code', lazy: async () => ({ Component: (await import('./auth/invite-page.tsx')).InvitePage }) },
      { path: '*', lazy: async () => ({ Component: (await import('./not-found-page.tsx')).NotFoundPage }) },
    ],
  },
]

export const router = createBrowserRouter(routes)
