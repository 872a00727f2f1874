import type { Client } from '@chaos/client-core'
import type { EmotionCache } from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import CssBaseline from '@mui/material/CssBaseline'
import { ThemeProvider } from '@mui/material/styles'
import { Provider } from 'react-redux'
import { RouterProvider } from 'react-router/dom'
import { theme } from '../styles/theme.ts'
import { ClientContext } from './client-context.ts'
import { router } from './routes.tsx'
import { Announcer } from './wiring/announcer.tsx'
import { AppearanceSync } from './wiring/appearance-sync.tsx'

type Props = { client: Client; cache: EmotionCache }

export function App({ client, cache }: Props) {
  return (
    <CacheProvider value={cache}>
      <ClientContext value={client}>
        <Provider store={client.store}>
          <ThemeProvider
            theme={theme}
            defaultMode={client.store.getState().preferences.theme}
            storageManager={null}
            noSsr
          >
            <CssBaseline />
            <AppearanceSync />
            <Announcer />
            <RouterProvider router={router} />
          </ThemeProvider>
        </Provider>
      </ClientContext>
    </CacheProvider>
  )
}
