// Who may import whom (rule 2 of the style). The only source of the check: `rules.ts` derives everything from it.
// A path stands for a folder with all in it, or for a file; '@chaos/…' stands for one entry of a package's exports.
// What a row does not name, it may not import; a file without a row may not exist. The longest `from` that fits counts.

/** @typedef {{ from: string, allow: string[], types?: string[] }} Row `types`: may be imported as types only */

const protocol = 'packages/protocol'
const serverCommon = ['server/config', 'server/utils', protocol, '@chaos/crypto/delivery']
const domains = [
  'server/auth',
  'server/bots',
  'server/community',
  'server/conversations',
  'server/keys',
  'server/messages',
  'server/notifications',
  'server/people',
  'server/voice',
]

/** Where the parts are put together: everything of the server is known there, and nobody knows these files. */
const composition = [
  'app.ts',
  'commands',
  'context.ts',
  'main.ts',
  'process.ts',
  'routes.ts',
  'run-server.ts',
  'start-service.ts',
  'demo',
]

/** @type {Row[]} */
export const table = [
  { from: protocol, allow: [] },
  { from: 'packages/crypto', allow: [] },
  { from: 'packages/audio', allow: [] },
  { from: 'packages/client-core', allow: [protocol, 'packages/crypto', 'packages/audio'] },

  { from: 'FrontEnd/assets', allow: [] },
  { from: 'FrontEnd/styles', allow: ['FrontEnd/assets'] },
  {
    from: 'FrontEnd/components',
    allow: ['FrontEnd/styles', 'FrontEnd/assets', protocol],
    types: ['packages/client-core'],
  },
  { from: 'FrontEnd/app', allow: ['FrontEnd', 'packages'] },
  { from: 'FrontEnd/vite.config.ts', allow: [] },

  { from: 'client/src/models', allow: [protocol] },
  { from: 'client', allow: ['FrontEnd', 'packages'] },

  { from: 'server/api', allow: [...domains, ...serverCommon] },
  { from: 'server/realtime', allow: [...domains, ...serverCommon] },
  {
    from: 'server/voice',
    allow: ['server/auth', 'server/community', 'server/conversations', 'server/database', ...serverCommon],
  },
  // What recordings are: it knows nothing of calls.
  { from: 'server/voice/processing', allow: ['server/utils'] },
  {
    from: 'server/conversations',
    allow: ['server/auth', 'server/notifications', 'server/database', ...serverCommon],
  },
  { from: 'server/notifications', allow: ['server/auth', 'server/database', ...serverCommon] },
  { from: 'server/keys', allow: ['server/auth', 'server/community', 'server/database', ...serverCommon] },
  {
    from: 'server/messages',
    allow: [
      ...['server/auth', 'server/community', 'server/conversations', 'server/notifications'],
      ...['server/database', 'server/storage', 'server/voice/processing', ...serverCommon],
    ],
  },
  {
    from: 'server/bots',
    allow: ['server/auth', 'server/community', 'server/notifications', 'server/database', ...serverCommon],
  },
  { from: 'server/people', allow: ['server/auth', 'server/community', 'server/database', ...serverCommon] },
  { from: 'server/community', allow: ['server/auth', 'server/database', ...serverCommon] },
  { from: 'server/auth', allow: ['server/database', 'server/storage', ...serverCommon] },
  { from: 'server/database', allow: serverCommon },
  { from: 'server/storage', allow: ['server/utils'] },
  { from: 'server/bus', allow: ['server/config', 'server/utils'] },
  { from: 'server/config', allow: ['server/utils', protocol] },
  { from: 'server/utils', allow: [protocol] },
  ...composition.map((path) => ({ from: `server/${path}`, allow: ['server', ...serverCommon] })),
  { from: 'server/drizzle.config.ts', allow: ['server/database'] },

  { from: 'scripts', allow: [] },
]

/** They compile without a platform: no Node, no React. (In client-core, `browser/` folders know the browser.) */
export const neutral = [protocol, 'packages/crypto', 'packages/audio', 'packages/client-core']

/** Tests, harnesses and benchmarks import what they need; nothing else imports them. */
export const testPattern = '(^|/)(tests|testing|bench)/|\\.(test|e2e)\\.(ts|tsx|mjs)$'
