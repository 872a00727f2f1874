import { query } from './query.ts'

type Place = { databaseUrl: string; ownerId: string; communityId: string; roleId: string }

/**
 * A server that has been used: a community of 10,000 members, half of them with a role, 200 channels and their overrides; 20
 * communities of others beside it; and of everything that people and communities gather, some of the owner's and much of others'.
 */
export async function fillWithCrowd({ databaseUrl, ...place }: Place): Promise<void> {
  // Once people and communities are there, whose triggers count and name, nothing needs to be checked again.
  const parts = [
    people(place),
    communities(place),
    'set session_replication_role = replica;',
    records(place),
    accounts(place),
    keys(place),
    messages(place),
  ]
  await query(databaseUrl, parts.join('\n'))
  await query(databaseUrl, 'analyze')
}

type Ids = Omit<Place, 'databaseUrl'>

const people = ({ communityId, roleId }: Ids) => `
  create temporary table crowd as select gen_random_uuid() as id, n from generate_series(1, 10000) n;
  create index on crowd (n);
  analyze crowd;
  insert into users (id, user_name, display_name, password_hash)
    select id, 'crowd-' || n, 'Crowd ' || n, null from crowd;
  insert into members (community_id, user_id, joined_at)
    select '${communityId}', id, now() - n * interval '1 minute' from crowd;
  insert into member_roles (community_id, user_id, role_id)
    select '${communityId}', id, '${roleId}' from crowd where n % 2 = 0;`

const communities = ({ communityId, roleId }: Ids) => `
  create temporary table elsewhere as select gen_random_uuid() as id, n from generate_series(1, 20) n;
  insert into communities (id, name) select id, 'Elsewhere ' || n from elsewhere;
  insert into communities (id, name, description, tags, visibility, active_at)
    select gen_random_uuid(), 'Public ' || n, md5(n::text), array['tag' || n % 50],
      case when n % 2 = 0 then 'public' else 'private' end, now() - n * interval '1 minute'
    from generate_series(1, 5000) n;
  insert into members (community_id, user_id) select e.id, c.id from elsewhere e, crowd c where c.n <= 500;
  insert into roles (id, community_id, kind, name, permissions, position)
    select gen_random_uuid(), e.id, 'custom', 'Role ' || r, '{}', r from elsewhere e, generate_series(1, 100) r;
  insert into categories (id, community_id, name, position)
    select gen_random_uuid(), e.id, 'Category ' || c, c from elsewhere e, generate_series(1, 100) c;
  insert into channels (id, community_id, kind, name, position, user_limit, encryption)
    select gen_random_uuid(), '${communityId}', 'voice', 'Room ' || n, n, 50, 'e2ee' from generate_series(1, 200) n
    union all select gen_random_uuid(), e.id, 'voice', 'Room ' || c, c, 50, 'e2ee' from elsewhere e, generate_series(1, 200) c;
  insert into permission_overrides (id, channel_id, role_id, allow, deny)
    select gen_random_uuid(), id, '${roleId}', '{speak}', '{}' from channels where community_id = '${communityId}';
  insert into permission_overrides (id, channel_id, user_id, allow, deny)
    select gen_random_uuid(), room.id, u.id, '{}', '{speak}'
      from (select id, row_number() over () as n from channels where community_id <> '${communityId}') room
      cross join (values (0), (4000)) further(by) join crowd u on u.n = room.n + further.by;
  insert into webhooks (id, community_id, channel_id, name, hash)
    select gen_random_uuid(), community_id, id, 'Hook', '' from channels where community_id <> '${communityId}';
  insert into automatic_rules (id, community_id, name, words, in_names, in_texts, action)
    select gen_random_uuid(), e.id, 'Rule ' || r, '{word}', true, true, 'refuse' from elsewhere e, generate_series(1, 60) r;`

/** What moderators keep, and the server's own log. */
const records = ({ ownerId, communityId }: Ids) => `
  create temporary table homes as
    select c.id, c.n, case when c.n % 20 = 0 then '${communityId}'::uuid
      else (select id from elsewhere where elsewhere.n = 1 + c.n % 20) end as community_id from crowd c;
  insert into invites (code, community_id) select lpad('code-' || n, 22, 'x'), community_id from homes;
  insert into bans (community_id, user_id, created_at)
    select community_id, id, now() - n * interval '1 minute' from homes;
  insert into bans (community_id, user_id) select id, '${ownerId}' from elsewhere;
  insert into reports (id, community_id, reporter_id, subject_id, reason, created_at)
    select gen_random_uuid(), community_id, case when n % 40 = 0 then '${ownerId}'::uuid else id end, id, 'other',
      now() - n * interval '1 minute' from homes;
  insert into report_notes (id, report_id, author_id, words)
    select gen_random_uuid(), id, reporter_id, 'Seen' from reports;
  create temporary table entries as
    select gen_random_uuid() as id, id as actor_id, community_id,
      n + (select coalesce(max(position), 0) from audit_entries) as position from homes;
  insert into audit_entries
      (position, id, at, action, actor_id, subject_id, community_id, details_digest, previous_hash, hash)
    select position, id, now(), 'channel.created', case when position % 20 = 0 then '${ownerId}'::uuid else actor_id end,
      actor_id, community_id, '', '', '' from entries;
  insert into audit_details (entry_id, salt, details) select id, '', '{}' from entries;`

/** What each account gathers. */
const accounts = ({ ownerId }: Ids) => `
  create temporary table settled as select id, n from crowd where n <= 4000;
  create temporary table pairs as
    select case when n <= 300 then '${ownerId}'::uuid else lag(id) over (order by n) end as one, id as other, n from settled;
  insert into relationships (user_id, other_id, kind) select one, other, 'friend' from pairs;
  insert into relationships (user_id, other_id, kind) select other, one, 'friend' from pairs;
  insert into statuses (user_id, words) select id, 'Here' from settled;
  insert into notifications (user_id, sequence, id, body, community_id)
    select id, 1, gen_random_uuid(), '{"kind":"call.missed"}', null from settled;
  insert into notifications (user_id, sequence, id, body)
    select '${ownerId}', n, gen_random_uuid(), jsonb_build_object('kind', 'friend.accepted', 'from',
      jsonb_build_object('userId', id, 'displayName', 'Crowd', 'avatar', null)) from settled where n <= 300;
  insert into notification_heads (user_id, last) values ('${ownerId}', 300) on conflict (user_id) do update set last = 300;
  insert into notification_levels (user_id, place_id, level) select id, gen_random_uuid(), 'mentions' from settled;
  insert into quiet_hours (user_id, from_minute, to_minute, time_zone) select id, 0, 1, 'UTC' from settled;
  insert into sessions (id, user_id, expires_at) select gen_random_uuid(), id, now() + interval '1 day' from settled;
  insert into identities (id, user_id, provider, issuer, subject, label)
    select gen_random_uuid(), id, 'company', 'https://id.example', n::text, 'Crowd' from settled;
  insert into passkeys (id, user_id, credential_id, public_key, counter, transports, backed_up, name)
    select gen_random_uuid(), id, n::text, '', 0, '{}', true, 'Key' from settled;
  insert into data_exports (id, user_id, state) select gen_random_uuid(), id, 'ready' from settled;
  insert into preferences (user_id, version, chosen) select id, 1, '{}' from settled;
  insert into pending_emails (user_id, address) select id, 'crowd-' || n || '@example.org' from settled;
  insert into users (id, user_name, display_name) select gen_random_uuid(), 'bot-' || n, 'Bot ' || n from settled where n <= 2000;
  insert into bots (user_id, owner_id) select u.id, c.id from users u join settled c on u.user_name = 'bot-' || c.n;
  insert into bot_tokens (id, bot_id, name, hash, scopes)
    select gen_random_uuid(), user_id, 'Token', user_id::text::bytea, '{}' from bots;
  create temporary table talks as
    select gen_random_uuid() as id, one, other, n from pairs;
  insert into channels (id, kind, name, position, user_limit, encryption)
    select id, 'conversation', '', 0, 10, 'e2ee' from talks;
  insert into conversations (channel_id, pair, active_at)
    select id, least(one, other) || ' ' || greatest(one, other), now() - n * interval '1 minute' from talks;
  insert into conversation_members (channel_id, user_id)
    select id, one from talks union all select id, other from talks;`

/** Identities and devices of those who have some, and what channels gather for them. */
const keys = ({ communityId }: Ids) => `
  create temporary table keyed as select id, n, gen_random_uuid() as device_id from settled where n <= 3000;
  insert into key_identities (user_id, epoch, identity_key, head_sequence, head_hash)
    select id, 1, rpad(n || '-', 43, 'A'), 1, repeat('A', 43) from keyed;
  insert into key_log_entries (user_id, epoch, sequence, entry, hash)
    select id, 1, s, jsonb_build_object('userId', id, 'sequence', s, 'previous', repeat('A', 43), 'atMs', 0, 'authorId', device_id,
      'change', jsonb_build_object('kind', 'revoke', 'deviceId', id), 'signature', repeat('A', 86)), 'hash' from keyed, generate_series(0, 1) s;
  insert into key_devices (id, user_id, epoch, kind, signature_key, box_key_hash)
    select device_id, id, 1, 'device', 'key ' || n, int4send(n) from keyed;
  insert into recovery_backups (user_id, device_id, sealed) select id, device_id, '' from keyed;
  insert into key_archives (user_id, sequence, device_id, author_id, sealed) select id, 0, device_id, device_id, '' from keyed;
  insert into device_approvals (id, user_id, session_id, device_id, offer, expires_at)
    select gen_random_uuid(), id, gen_random_uuid(), device_id, '{}', now() + interval '1 day' from keyed;
  insert into channel_generations (channel_id, generation, header, hash, roster)
    select c.id, g, jsonb_build_object('channelId', c.id, 'generation', g, 'kind', 'fresh', 'previous', '', 'policy', 'all',
      'atMs', 0, 'makerId', c.id, 'makerDeviceId', c.id, 'rosterDigest', '', 'commitment', '', 'continuity', '',
      'signature', ''), 'hash ' || g, case when g > 1 then '[]'::jsonb else (select jsonb_build_array(jsonb_build_object(
      'userId', id, 'identityKey', '', 'head', jsonb_build_object('sequence', 1, 'hash', ''), 'deviceIds',
      jsonb_build_array(device_id))) from keyed where n = 7) end
    from channels c, generate_series(1, 20) g where c.community_id = '${communityId}';
  insert into channel_key_boxes (device_id, channel_id, generation, sealed)
    select device_id, c.id, 1, '' from keyed, (select id from channels where community_id = '${communityId}' order by name desc limit 3) c;
  insert into channel_key_waiting (device_id, channel_id, generation, since)
    select device_id, c.id, g, now() from keyed, generate_series(2, 3) g,
      (select id from channels where community_id = '${communityId}' and name = 'Room') c;`

/** What was said: much in one channel, a little in the others, half of it by voice. */
const messages = ({ ownerId, communityId }: Ids) => `
  create temporary table said as
    select gen_random_uuid() as id, gen_random_uuid() as object_id, c.id as channel_id, n, n % 2 = 0 as is_voice,
      (select id from settled where settled.n = 1 + said.n % 4000) as author_id
    from channels c, lateral generate_series(1, case when c.name = 'Room' then 5000 else 20 end) as said(n)
    where c.community_id = '${communityId}';
  insert into audio_objects (id, owner_id, community_id, channel_id, state, size_bytes, reserved_bytes)
    select object_id, author_id, '${communityId}', channel_id, 'stored', 1, 1 from said where is_voice;
  insert into messages (id, channel_id, position, author_id, kind, body, audio_object_id, duration_ms, created_at, pinned_at)
    select id, channel_id, n, author_id, case when is_voice then 'voice' else 'text' end, '{"kind":"open","content":{}}',
      case when is_voice then object_id end, case when is_voice then 1000 end, now() - (5000 - n) * interval '1 minute',
      case when n % 500 = 0 then now() end from said;
  update channels set last_position = coalesce((select max(position) from messages where channel_id = channels.id), 0)
    where community_id = '${communityId}';
  insert into message_reactions (id, message_id, user_id, body)
    select gen_random_uuid(), id, author_id, '{"kind":"open","content":{"emoji":"x"}}' from said;
  insert into message_listenings (message_id, user_id, position_ms, finished_at, is_shared)
    select id, case when n % 4 = 0 then '${ownerId}'::uuid else author_id end, 1, now(), true from said where is_voice;
  insert into read_marks (user_id, channel_id, read_position)
    select u.id, c.id, 1 from settled u, (select distinct channel_id as id from said limit 3) c;
  insert into message_drafts (user_id, channel_id, body)
    select user_id, channel_id, '{"kind":"open","content":{}}' from read_marks;`
