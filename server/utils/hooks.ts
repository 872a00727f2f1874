import type { Logger } from './logger.ts'

export type Hook = () => Promise<void> | void

/** Things to do once, at one moment, in the order they were added. A hook that fails is logged; the rest still run. */
export type Hooks = {
  add(hook: Hook): () => void
  run(): Promise<void>
  hasRun(): boolean
}

export function createHooks(logger: Pick<Logger, 'error'>): Hooks {
  const hooks = new Set<{ hook: Hook }>()
  let ran = false
  return {
    add(hook) {
      const entry = { hook }
      hooks.add(entry)
      return () => void hooks.delete(entry)
    },
    hasRun: () => ran,
    async run() {
      if (ran) return
      ran = true
      for (const { hook } of [...hooks]) {
        try {
          await hook()
        } catch (error) {
          logger.error({ err: error }, 'a hook failed')
        }
      }
    },
  }
}
