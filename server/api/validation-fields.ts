import type { Problem } from '@chaos/protocol'
import type { FastifySchemaValidationError } from 'fastify'

type Field = NonNullable<Problem['fields']>[number]

/** Where input is wrong: JSON pointers (RFC 6901) into the body, or into `query` and `params` with that word in front. */
export function fieldsOf(errors: FastifySchemaValidationError[], context: string | undefined): Field[] {
  const place = context === 'querystring' ? 'query' : (context ?? 'body')
  const prefix = place === 'body' ? '' : place
  return errors.slice(0, 20).flatMap(({ instancePath, params, message = 'is invalid' }) => {
    const missing = params['requiredProperties']
    if (!Array.isArray(missing)) return [{ path: `${prefix}${instancePath}`, message: wording(message) }]
    return missing.map((name) => ({ path: `${prefix}${instancePath}/${String(name)}`, message: 'is required' }))
  })
}

/** A closed object refuses a stranger by the schema `false`, whose own message tells nobody anything. */
const wording = (message: string): string => (message === 'schema is false' ? 'is not known here' : message)
