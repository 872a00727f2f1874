import '../styles/global.css'
import '../styles/drag-sort.css'
import { createClient } from '@chaos/client-core'
import { createBrowserPlatform } from '@chaos/client-core/browser'
import createCache from '@emotion/cache'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { keepPush } from './notifications/push.ts'
import { openFromNotifications } from './notifications/open-from-notifications.ts'
import { router } from './routes.tsx'
import { playCallSounds } from './wiring/call-sounds.ts'
import { resumeCallAfterReload } from './wiring/resume-call.ts'
import { ringWhenCalled } from './wiring/ring-tone.ts'
import { showCallInFavicon } from './wiring/favicon.ts'

/** The server writes a new nonce into each page; emotion's style elements carry it. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
const cache = createCache({ key: 'c', nonce, prepend: true })

const client = createClient(createBrowserPlatform())
playCallSounds(client.store)
ringWhenCalled(client.store)
keepPush(client)
openFromNotifications((path) => void router.navigate(path))
showCallInFavicon(client.store)
resumeCallAfterReload(client, sessionStorage)
void client.session.restore()
void client.loadServerInfo()

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root')
createRoot(root).render(
  <StrictMode>
    <App client={client} cache={cache} />
  </StrictMode>,
)
