/** One colour scheme. Names say the use, not the hue; both schemes are designed on their own. */
export type Tones = {
  /** Surfaces, from the window's edge to what floats above everything. */
  rail: string
  side: string
  stage: string
  raised: string
  lifted: string
  /** Lines that separate, and edges of controls (3:1 against their surface). */
  line: string
  edge: string
  text: string
  quiet: string
  faint: string
  accent: string
  accentStrong: string
  onAccent: string
  accentWash: string
  live: string
  onLive: string
  liveWash: string
  danger: string
  dangerFill: string
  onDanger: string
  dangerWash: string
  hover: string
}

export const dark: Tones = {
  rail: '#131110',
  side: '#1a1816',
  stage: '#211e1b',
  raised: '#2a2723',
  lifted: '#332f2a',
  line: '#38342f',
  edge: '#7b746b',
  text: '#f3efe9',
  quiet: '#bdb6ac',
  faint: '#a29a8f',
  accent: '#f4b350',
  accentStrong: '#ffc670',
  onAccent: '#271a02',
  accentWash: '#3b2e18',
  live: '#63d190',
  onLive: '#06210f',
  liveWash: '#1d3326',
  danger: '#ff8f80',
  dangerFill: '#c93a2c',
  onDanger: '#ffffff',
  dangerWash: '#40231f',
  hover: '#2f2b27',
}

export const light: Tones = {
  rail: '#e8e3dc',
  side: '#f2eee8',
  stage: '#fcfbf9',
  raised: '#ffffff',
  lifted: '#ffffff',
  line: '#ddd6cc',
  edge: '#887f73',
  text: '#211d18',
  quiet: '#574f45',
  faint: '#665d52',
  accent: '#8a5200',
  accentStrong: '#714300',
  onAccent: '#ffffff',
  accentWash: '#fbecd2',
  live: '#15703d',
  onLive: '#ffffff',
  liveWash: '#dcf1e4',
  danger: '#ad2318',
  dangerFill: '#b3261e',
  onDanger: '#ffffff',
  dangerWash: '#fbe4e0',
  hover: '#e9e4dc',
}

/** Lengths in px on a 4 px grid; times in ms. */
export const radius = 10
export const fontSizes = { small: 12, body: 14, large: 16, title: 20, display: 28 } as const
export const motion = { quick: 120, calm: 200, ease: 'cubic-bezier(0.2, 0, 0, 1)' } as const

/** Two elevations: what is raised, and what floats. */
export const elevations = {
  dark: {
    raised: '0 1px 2px rgb(0 0 0 / 0.35)',
    floating: '0 12px 32px rgb(0 0 0 / 0.5), 0 2px 6px rgb(0 0 0 / 0.35)',
  },
  light: {
    raised: '0 1px 2px rgb(60 45 25 / 0.12)',
    floating: '0 12px 32px rgb(60 45 25 / 0.18), 0 2px 6px rgb(60 45 25 / 0.1)',
  },
} as const
