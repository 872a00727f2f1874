import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, defineConfig, type Plugin } from 'vite'

/** Where `npm run dev` runs the server; the page and its sockets share one origin through this proxy. */
const server = process.env.CHAOS_SERVER ?? 'http://localhost:8080'

const workerSource = fileURLToPath(new URL('app/service-worker/service-worker.ts', import.meta.url))

/**
 * The service worker as one file of its own, with a name that stays: browsers know it by its address and look there for
 * a newer one. It shares no file with the page, since not all browsers take modules there.
 */
const serviceWorker = (): Plugin => ({
  name: 'service-worker',
  apply: 'build',
  async generateBundle() {
    const built = await build({
      configFile: false,
      logLevel: 'warn',
      build: {
        target: 'es2024',
        write: false,
        assetsInlineLimit: 0,
        rolldownOptions: { input: workerSource, output: { format: 'iife', entryFileNames: 'service-worker.js' } },
      },
    })
    for (const { output } of [built].flat().flatMap((each) => ('output' in each ? [each] : []))) {
      // Its picture is the page's icon, which has the same name here and there.
      for (const file of output) {
        if (file.type === 'chunk') this.emitFile({ type: 'asset', fileName: file.fileName, source: file.code })
      }
    }
  },
})

export default defineConfig({
  plugins: [react(), serviceWorker()],
  server: {
    proxy: { '/api': { target: server }, '/ws': { target: server, ws: true } },
  },
  worker: { format: 'es' },
  build: {
    target: 'es2024',
    outDir: 'dist',
    // The content security policy allows no data: scripts or styles, and icons are cached better as files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
