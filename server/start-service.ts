import { buildApp } from './app.ts'
import type { Config } from './config/schema.ts'
import type { Secrets } from './config/secrets.ts'
import { createContext } from './context.ts'
import type { Logger } from './utils/logger.ts'

/** Wires everything and listens. Disposing it says goodbye to clients first and stops the database last. */
export async function startService(config: Config, secrets: Secrets, logger: Logger) {
  await using started = new AsyncDisposableStack()
  const context = started.use(await createContext(config, secrets, logger))
  const app = await buildApp(context)
  started.defer(() => app.close())
  started.defer(() => context.beforeClose.run())
  const listening = new URL(await app.listen({ host: config.http.host, port: config.http.port }))
  context.publicUrl.listensOn(Number(listening.port || 80))
  const owned = started.move()
  return {
    app,
    context,
    /** Where people reach it; differs from where it listens behind a proxy. */
    url: context.publicUrl.get(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
