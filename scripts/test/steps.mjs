import { ensureClientBuilt } from '../build/client.mjs'
import { inRoot, tools } from '../build/paths.mjs'
import { toolCheck } from './check.mjs'
import { ensureChromium } from './chromium.mjs'
import { ensureNats } from './nats.mjs'
import { checkTypes } from './types.mjs'
import { runProject } from './vitest.mjs'

/** @typedef {{ name: string, run: () => Promise<import('./check.mjs').Result> }} Step */

/** Everything that `npm test` checks, in this order. `npm test -- NAME…` runs some of it. @type {Step[]} */
export const steps = [
  {
    name: 'formatting',
    run: () => toolCheck([tools.biome, 'format', '--error-on-warnings'], /Checked [1-9]\d* file/),
  },
  { name: 'types', run: checkTypes },
  {
    name: 'lint',
    run: () => toolCheck([tools.oxlint, '--type-aware', '--deny-warnings'], /on [1-9]\d* files? with [1-9]\d* rules/),
  },
  { name: 'arrows', run: () => toolCheck([inRoot('scripts/arrows/main.ts')], /^[1-9]\d* modules/m) },
  { name: 'knip', run: () => toolCheck([tools.knip, '--treat-config-hints-as-errors'], /^/) },
  { name: 'unit', run: () => runProject('unit') },
  {
    name: 'integration',
    run: async () => runProject('integration', { NATS_SERVER_PATH: await ensureNats(console.log) }),
  },
  { name: 'e2e', run: () => endToEnd('e2e') },
  { name: 'voice', run: () => endToEnd('voice') },
]

/** @param {string} project */
async function endToEnd(project) {
  const chromium = await ensureChromium(console.log)
  await ensureClientBuilt(console.log)
  return runProject(project, { CHROMIUM_PATH: chromium })
}
