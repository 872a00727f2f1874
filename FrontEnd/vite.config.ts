import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev` runs the server; the page and its sockets share one origin through this proxy. */
const server = process.env.CHAOS_SERVER ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [react()],
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
