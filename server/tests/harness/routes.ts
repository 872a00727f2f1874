import type { FastifyInstance } from 'fastify'

export type Route = { method: string; path: string }

/** Every route of an app that runs, hidden ones included: read from the tree that the router itself prints. */
export function routesOf(app: FastifyInstance): Route[] {
  const parents: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] = /^(.*?)[└├]── (\S+) \(([^)]*)\)/.exec(line) ?? []
      if (part === '') return []
      const depth = indent.length / 4
      parents.length = depth
      const path = parents.join('') + part
      parents.push(path.slice(parents.join('').length))
      return methods.split(', ').map((method) => ({ method, path }))
    })
}

/** A path that could be asked for: every parameter is an id. */
export const fillIn = (path: string): string =>
  path.replace(/:\w+/g, '01890000-0000-7000-8000-000000000000').replaceAll('*', 'x')
