import type { ChannelKind, CommunityTemplate, Permission } from '@chaos/protocol'

type TemplateChannel = { name: string; kind?: ChannelKind; userLimit?: number }
type TemplateRole = { name: string; color: string | null; permissions: Permission[]; isListed: boolean }

/** What a new community starts with, each list in the order shown. */
export type Template = {
  /** Under no heading. */
  channels: TemplateChannel[]
  categories: { name: string; channels: TemplateChannel[] }[]
  /** The highest first. */
  roles: TemplateRole[]
}

const moderating: Permission[] = [
  'mute_members',
  'deafen_members',
  'move_members',
  'timeout_members',
  'kick_members',
  'handle_reports',
  'manage_messages',
  'manage_nicknames',
]
const onStage: Permission[] = ['manage_stage', 'priority_speaker', 'mute_members']
const moderators: TemplateRole = { name: 'Moderators', color: '#3d8f6b', permissions: moderating, isListed: true }

export const templates: Record<CommunityTemplate, Template> = {
  gaming: {
    channels: [{ name: 'Lounge' }],
    categories: [
      { name: 'Squads', channels: ['Squad 1', 'Squad 2', 'Squad 3'].map((name) => ({ name, userLimit: 5 })) },
      { name: 'Elsewhere', channels: [{ name: 'Looking for players' }, { name: 'Away' }] },
    ],
    roles: [moderators, { name: 'Regulars', color: '#8a63c9', permissions: ['priority_speaker'], isListed: true }],
  },
  study: {
    channels: [{ name: 'Common room' }],
    categories: [
      {
        name: 'Study rooms',
        channels: [{ name: 'Quiet room' }, { name: 'Group work 1' }, { name: 'Group work 2' }],
      },
      { name: 'Teaching', channels: [{ name: 'Lectures', kind: 'stage' }, { name: 'Office hours' }] },
    ],
    roles: [
      {
        name: 'Tutors',
        color: '#2f7fb8',
        permissions: [...onStage, 'move_members', 'timeout_members'],
        isListed: true,
      },
    ],
  },
  team: {
    channels: [{ name: 'Stand-up' }, { name: 'Kitchen' }],
    categories: [
      { name: 'Focus', channels: ['Pairing 1', 'Pairing 2'].map((name) => ({ name, userLimit: 2 })) },
      { name: 'Everybody', channels: [{ name: 'All hands', kind: 'stage' }] },
    ],
    roles: [
      {
        name: 'Leads',
        color: '#b8702f',
        permissions: [...onStage, 'move_members', 'manage_channels', 'mention_everyone'],
        isListed: true,
      },
    ],
  },
  podcast: {
    channels: [{ name: 'Lounge' }],
    categories: [
      { name: 'On air', channels: [{ name: 'Live show', kind: 'stage' }, { name: 'After the show' }] },
      { name: 'Behind the scenes', channels: [{ name: 'Studio', userLimit: 10 }, { name: 'Green room' }] },
    ],
    roles: [
      {
        name: 'Hosts',
        color: '#c2553f',
        permissions: [...onStage, 'move_members', 'mention_everyone', 'timeout_members'],
        isListed: true,
      },
      { name: 'Guests', color: '#a3862b', permissions: ['priority_speaker'], isListed: true },
    ],
  },
  empty: { channels: [{ name: 'Lounge' }], categories: [], roles: [] },
}
