import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Load } from 'config/lib/util.js'
import { Value } from 'typebox/value'
import { ConfigError } from './config-error.ts'
import { settingsFromEnvironment, variableOf } from './environment.ts'
import { problemOfProvider } from './provider-settings.ts'
import { Config } from './schema.ts'

/** The project's root; relative paths in settings start here, wherever the process was started. */
export const rootDirectory = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

type Sources = {
  environment?: NodeJS.ProcessEnv
  /** Sits on top of everything else; for tests. */
  overrides?: Record<string, unknown>
}

/**
 * Files (`default`, then the one named by NODE_ENV, from NODE_CONFIG_DIR or `config/`), then the environment; checked and frozen.
 * Throws {@link ConfigError}.
 */
export function readConfig({ environment = process.env, overrides = {} }: Sources = {}): Readonly<Config> {
  const merged = loadFiles(environment)
  merged.addConfig('environment', settingsFromEnvironment(environment))
  merged.addConfig('overrides', overrides)
  const config = check(merged.config)
  config.data.directory = resolve(rootDirectory, config.data.directory)
  config.http.webClient = resolve(rootDirectory, config.http.webClient)
  return deepFreeze(config)
}

function loadFiles(environment: NodeJS.ProcessEnv): Load {
  const configDir = resolve(environment['NODE_CONFIG_DIR'] ?? resolve(rootDirectory, 'config'))
  if (!existsSync(configDir)) throw new ConfigError(`NODE_CONFIG_DIR names ${configDir}, which does not exist.`)
  const load = new Load({ configDir, nodeEnv: [environment['NODE_ENV'] || 'development'], skipConfigSources: true })
  try {
    load.scan()
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error))
  }
  return load
}

function check(value: unknown): Config {
  const problem = Value.Errors(Config, value)[0]
  if (problem) {
    const place = problem.instancePath.split('/').slice(1)
    if (problem.keyword === 'required') {
      const missing = problem.params.requiredProperties[0]
      throw wrongSetting([...place, ...(missing ? [missing] : [])].join('.'), 'it is missing')
    }
    // A closed object refuses a stranger by the schema `false`, whose own message tells nobody anything.
    throw wrongSetting(place.join('.'), problem.keyword === 'boolean' ? 'there is no such setting' : problem.message)
  }
  const config = structuredClone(Value.Parse(Config, value))
  const stranger = config.voice.announcedAddresses.find((address) => isIP(address) === 0)
  if (stranger) throw wrongSetting('voice.announcedAddresses', `"${stranger}" is not an IP address`)
  if (config.http.publicUrl !== null && !URL.canParse(config.http.publicUrl))
    throw wrongSetting('http.publicUrl', 'it is not a URL')
  for (const [id, provider] of Object.entries(config.signIn.providers)) {
    const wrong = problemOfProvider(provider)
    if (wrong) throw wrongSetting(`signIn.providers.${id}`, wrong)
  }
  return config
}

function wrongSetting(key: string, problem: string): ConfigError {
  const variable = variableOf(key)
  return new ConfigError(`The setting ${key}${variable ? ` (environment: ${variable})` : ''} is wrong: ${problem}.`)
}

function deepFreeze<T extends object>(value: T): Readonly<T> {
  for (const child of Object.values(value)) if (typeof child === 'object' && child !== null) deepFreeze(child)
  return Object.freeze(value)
}
