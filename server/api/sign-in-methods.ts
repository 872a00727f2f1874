import {
  Id,
  Passkey,
  PasskeyAdded,
  PasskeyChange,
  PasskeyCreationOptions,
  PasskeyDraft,
  RecoveryCodes,
  SignInMethods,
  TotpAdded,
  TotpConfirmation,
  TotpSetup,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { PasskeyService } from '../auth/passkeys/passkey-service.ts'
import type { RecoveryCodeService } from '../auth/second-factors/recovery-code-service.ts'
import type { ListSignInMethods } from '../auth/second-factors/sign-in-methods.ts'
import type { TotpService } from '../auth/second-factors/totp-service.ts'
import { clientInfo } from './client-info.ts'

type Deps = {
  signInMethods: ListSignInMethods
  totp: TotpService
  passkeys: PasskeyService
  recoveryCodes: RecoveryCodeService
}

const noContent = { 204: Type.Null() }
const byId = Type.Object({ passkeyId: Id })

/** Mounted at /api/auth, behind `requireViewer`. Replies with secrets in them are not to be kept by caches. */
export function signInMethodRoutes({ signInMethods, totp, passkeys, recoveryCodes }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'))

    app.get('/methods', { schema: { response: { 200: SignInMethods } } }, async ({ viewer }) => signInMethods(viewer))

    app.post('/totp', { schema: { response: { 200: TotpSetup } } }, async ({ viewer }) => totp.begin(viewer))

    const confirmTotp = { body: TotpConfirmation, response: { 200: TotpAdded } }
    app.post('/totp/confirm', { schema: confirmTotp }, (request) =>
      totp.confirm(request.viewer, request.body.code, clientInfo(request)),
    )

    app.delete('/totp', { schema: { response: noContent } }, async (request, reply) => {
      await totp.remove(request.viewer, clientInfo(request))
      return reply.code(204).send(null)
    })

    app.post('/recovery-codes', { schema: { response: { 200: RecoveryCodes } } }, async (request, reply) => {
      const codes = await recoveryCodes.renew(request.viewer, clientInfo(request))
      return reply.send({ codes })
    })

    const options = { response: { 200: PasskeyCreationOptions } }
    app.post('/passkeys/options', { schema: options }, async ({ viewer }) => passkeys.creationOptions(viewer))

    const add = { body: PasskeyDraft, response: { 201: PasskeyAdded } }
    app.post('/passkeys', { schema: add }, async (request, reply) =>
      reply.code(201).send(await passkeys.add(request.viewer, request.body, clientInfo(request))),
    )

    const rename = { params: byId, body: PasskeyChange, response: { 200: Passkey } }
    app.patch('/passkeys/:passkeyId', { schema: rename }, (request) =>
      passkeys.rename(request.viewer, { id: request.params.passkeyId, name: request.body.name }, clientInfo(request)),
    )

    const remove = { params: byId, response: noContent }
    app.delete('/passkeys/:passkeyId', { schema: remove }, async (request, reply) => {
      await passkeys.remove(request.viewer, request.params.passkeyId, clientInfo(request))
      return reply.code(204).send(null)
    })
  }
}
