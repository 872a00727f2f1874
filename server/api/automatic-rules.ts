import { AutomaticRule, AutomaticRuleDraft, Id } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { AutomaticRuleService } from '../community/moderation/automatic-rule-service.ts'

const inCommunity = Type.Object({ communityId: Id })
const params = Type.Object({ communityId: Id, ruleId: Id })

/** Mounted at /api/communities/:communityId/automatic-rules. */
export function automaticRuleRoutes(rules: AutomaticRuleService): FastifyPluginAsyncTypebox {
  return async (app) => {
    const list = { params: inCommunity, response: { 200: Type.Array(AutomaticRule) } }
    app.get('', { schema: list }, async ({ viewer, params: { communityId } }) => rules.list(viewer, communityId))

    const create = { params: inCommunity, body: AutomaticRuleDraft, response: { 201: AutomaticRule } }
    const once = { schema: create, config: { idempotent: true } }
    app.post('', once, async ({ viewer, params: { communityId }, body }, reply) =>
      reply.code(201).send(await rules.create(viewer, communityId, body)),
    )

    const change = { params, body: AutomaticRuleDraft, response: { 200: AutomaticRule } }
    app.put('/:ruleId', { schema: change }, async ({ viewer, params: place, body }) =>
      rules.change(viewer, place, body),
    )

    const remove = { params, response: { 204: Type.Null() } }
    app.delete('/:ruleId', { schema: remove }, async ({ viewer, params: { communityId, ruleId } }, reply) => {
      await rules.remove(viewer, communityId, ruleId)
      return reply.code(204).send(null)
    })
  }
}
