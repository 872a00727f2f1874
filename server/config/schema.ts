import { IceServer } from '@chaos/protocol'
import { type Static, Type } from 'typebox'
import { SignInSettings } from './provider-settings.ts'

const Port = Type.Integer({ minimum: 0, maximum: 65535 })
const Closed = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const RateLimit = Closed({ max: Type.Integer({ minimum: 1 }), windowSeconds: Type.Integer({ minimum: 1 }) })

/** Everything that can be set and is no secret. Defaults: `config/default.json`. */
export const Config = Closed({
  http: Closed({
    host: Type.String({ minLength: 1 }),
    /** 0: any free one. */
    port: Port,
    /** Where people reach this server; null: http://localhost and the port. */
    publicUrl: Type.Union([Type.String({ pattern: '^https?://[^/\\s]+(/[^\\s]*)?$' }), Type.Null()]),
    /** Addresses or networks whose X-Forwarded-* headers count. */
    trustedProxies: Type.Array(Type.String({ minLength: 1 })),
    bodyLimitBytes: Type.Integer({ minimum: 1024 }),
    headerLimitBytes: Type.Integer({ minimum: 2048 }),
    requestTimeoutMs: Type.Integer({ minimum: 1000 }),
    /** Folder of the built web client; relative to the project's root. */
    webClient: Type.String({ minLength: 1 }),
  }),
  data: Closed({
    /** Relative to the project's root. */
    directory: Type.String({ minLength: 1 }),
  }),
  database: Closed({ connections: Type.Integer({ minimum: 1, maximum: 90 }) }),
  auth: Closed({
    accessTokenSeconds: Type.Integer({ minimum: 1 }),
    /** How long one key signs access tokens before the next one does. */
    signingKeyDays: Type.Number({ exclusiveMinimum: 0 }),
    /** How long after its use a refresh token may come once more: two tabs that refresh together. */
    reuseGraceSeconds: Type.Integer({ minimum: 0 }),
  }),
  signIn: SignInSettings,
  limits: Closed({
    communitiesPerUser: Type.Integer({ minimum: 1 }),
    channelsPerCommunity: Type.Integer({ minimum: 1 }),
    categoriesPerCommunity: Type.Integer({ minimum: 1 }),
    rolesPerCommunity: Type.Integer({ minimum: 1 }),
    overridesPerChannel: Type.Integer({ minimum: 1 }),
    /** The limit of a new channel that names none. */
    usersPerChannel: Type.Integer({ minimum: 1, maximum: 500 }),
    /** Most bytes of a picture that is uploaded. */
    pictureBytes: Type.Integer({ minimum: 1024 }),
    /** Recordings that one account has made, or one community holds, bytes in all. */
    audioBytesPerUser: Type.Integer({ minimum: 0 }),
    audioBytesPerCommunity: Type.Integer({ minimum: 0 }),
    /** With less free than this on its disk the server takes no recordings. */
    diskReserveBytes: Type.Integer({ minimum: 0 }),
  }),
  /** Per client network, where nothing else is said. `requests` and `accountRequests` count in each process by itself. */
  rateLimits: Closed({
    requests: RateLimit,
    signIn: RateLimit,
    register: RateLimit,
    refresh: RateLimit,
    invitePreview: RateLimit,
    uploads: RateLimit,
    exports: RateLimit,
    /** Asking for a mail. */
    mail: RateLimit,
    /** Redeeming what was in it. */
    oneTimeLink: RateLimit,
    /** Mails to one account that anybody asked for. */
    mailPerAccount: RateLimit,
    /** Notices of one webhook or one bot. */
    noticesPerSender: RateLimit,
    /** Writing keys, and serving boxes. */
    keys: RateLimit,
    /** Posting messages, and whatever else changes them. */
    messages: RateLimit,
    /** Steps of uploads. */
    recordings: RateLimit,
    /** Asking people to be friends, per account. */
    friendRequests: RateLimit,
    /** Per signed-in account, from wherever. */
    accountRequests: RateLimit,
  }),
  /** How failed sign-ins wait: after so many attempts, a second, then twice as long each time. */
  signInDelays: Closed({
    freePerAccount: Type.Integer({ minimum: 1 }),
    /** A device that signed in to the account before. */
    freePerDevice: Type.Integer({ minimum: 1 }),
    freePerNetwork: Type.Integer({ minimum: 1 }),
    longestSeconds: Type.Integer({ minimum: 1 }),
    forgetSeconds: Type.Integer({ minimum: 1 }),
  }),
  mail: Closed({
    /** The pause after a mail could not be sent; each further one is twice as long. */
    retrySeconds: Type.Integer({ minimum: 1 }),
    giveUpHours: Type.Integer({ minimum: 1 }),
  }),
  push: Closed({
    /** Push services may be on private networks and without TLS: for tests, and networks without an internet. */
    allowPrivateEndpoints: Type.Boolean(),
  }),
  voice: Closed({
    udpPort: Port,
    /** Addresses that clients are told; empty: every address of this machine. */
    announcedAddresses: Type.Array(Type.String({ minLength: 1 })),
    slots: Type.Integer({ minimum: 1, maximum: 32 }),
    iceServers: Type.Array(IceServer),
  }),
  log: Closed({
    level: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    stream: Type.Enum(['stdout', 'stderr']),
  }),
})
export type Config = Static<typeof Config>
