import { ConfigError } from './config-error.ts'

type Kind = 'text' | 'number' | 'list' | 'json'

/** Which environment variable sets which key. `.env.example` describes them. */
const variables: Record<string, { key: string; kind: Kind }> = {
  HOST: { key: 'http.host', kind: 'text' },
  PORT: { key: 'http.port', kind: 'number' },
  PUBLIC_URL: { key: 'http.publicUrl', kind: 'text' },
  TRUSTED_PROXY: { key: 'http.trustedProxies', kind: 'list' },
  DATA_DIR: { key: 'data.directory', kind: 'text' },
  OIDC_PROVIDERS: { key: 'signIn.providers', kind: 'json' },
  VOICE_UDP_PORT: { key: 'voice.udpPort', kind: 'number' },
  VOICE_ANNOUNCED_ADDRESSES: { key: 'voice.announcedAddresses', kind: 'list' },
  VOICE_SLOTS: { key: 'voice.slots', kind: 'number' },
  ICE_SERVERS: { key: 'voice.iceServers', kind: 'json' },
  LOG_LEVEL: { key: 'log.level', kind: 'text' },
}

const splitList = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)

function parse(variable: string, kind: Kind, text: string): unknown {
  if (kind === 'text') return text
  if (kind === 'list') return splitList(text)
  // What is no number stays text: the schema then names the key.
  if (kind === 'number') return /^\d+$/.test(text) ? Number(text) : text
  try {
    return JSON.parse(text)
  } catch {
    throw new ConfigError(`${variable} is not valid JSON.`)
  }
}

/** The settings made by environment variables, in the shape of the config. Empty variables count as unset. */
export function settingsFromEnvironment(environment: NodeJS.ProcessEnv): Record<string, object> {
  const tree: Record<string, object> = {}
  for (const [variable, { key, kind }] of Object.entries(variables)) {
    const text = environment[variable]?.trim()
    if (!text) continue
    const [group = '', name = ''] = key.split('.')
    tree[group] = { ...tree[group], [name]: parse(variable, kind, text) }
  }
  return tree
}

/** The variable that sets a key, or a key within it (`voice.iceServers.0.urls`), if there is one. */
export function variableOf(key: string): string | undefined {
  return Object.entries(variables).find(([, entry]) => key === entry.key || key.startsWith(`${entry.key}.`))?.[0]
}
