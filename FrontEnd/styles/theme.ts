import { createTheme, type Theme } from '@mui/material/styles'
import { dark, elevations, fontSizes, light, motion, radius, type Tones } from './tokens.ts'

const rem = (px: number) => `${px / 16}rem`

const palette = (tones: Tones) => ({
  primary: { main: tones.accent, dark: tones.accentStrong, contrastText: tones.onAccent },
  success: { main: tones.live, contrastText: tones.onLive },
  error: { main: tones.dangerFill, contrastText: tones.onDanger },
  warning: { main: tones.accent, contrastText: tones.onAccent },
  text: { primary: tones.text, secondary: tones.quiet, disabled: tones.faint },
  background: { default: tones.stage, paper: tones.raised },
  divider: tones.line,
})

/** Custom properties for our own style sheets; MUI's variables come from the same tokens. */
const properties = (tones: Tones, shadows: { raised: string; floating: string }) => ({
  ...Object.fromEntries(Object.entries(tones).map(([name, value]) => [`--${name}`, value])),
  '--shadow-raised': shadows.raised,
  '--shadow-floating': shadows.floating,
})

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- MUI wants a tuple of exactly 25, which these are
const flatShadows = Array.from({ length: 25 }, (_, level) =>
  level === 0 ? 'none' : level < 4 ? 'var(--shadow-raised)' : 'var(--shadow-floating)',
) as unknown as Theme['shadows']

export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-theme', cssVarPrefix: 'mui' },
  colorSchemes: { light: { palette: palette(light) }, dark: { palette: palette(dark) } },
  shape: { borderRadius: radius },
  spacing: 4,
  shadows: flatShadows,
  transitions: {
    duration: { enteringScreen: motion.calm, leavingScreen: motion.quick, standard: motion.calm, short: motion.quick },
    easing: { easeOut: motion.ease, easeInOut: motion.ease },
  },
  typography: {
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontSize: fontSizes.body,
    h1: { fontSize: rem(fontSizes.display), fontWeight: 650, lineHeight: 1.25, letterSpacing: '-0.02em' },
    h2: { fontSize: rem(fontSizes.title), fontWeight: 620, lineHeight: 1.3, letterSpacing: '-0.012em' },
    h3: { fontSize: rem(fontSizes.large), fontWeight: 600, lineHeight: 1.4 },
    body1: { fontSize: rem(fontSizes.body), lineHeight: 1.55 },
    body2: { fontSize: rem(fontSizes.small), lineHeight: 1.5 },
    button: { fontSize: rem(fontSizes.body), fontWeight: 600, textTransform: 'none', letterSpacing: 0 },
    caption: { fontSize: rem(fontSizes.small) },
  },
  components: {
    MuiCssBaseline: {
      styleOverrides: {
        ':root, [data-theme="dark"]': properties(dark, elevations.dark),
        '[data-theme="light"]': properties(light, elevations.light),
      },
    },
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        root: { minHeight: 36, paddingInline: 16, borderRadius: radius },
        sizeLarge: { minHeight: 48, paddingInline: 28, fontSize: rem(fontSizes.large) },
        outlined: { borderColor: 'var(--edge)', color: 'var(--text)', '&:hover': { background: 'var(--hover)' } },
        text: { color: 'var(--text)', '&:hover': { background: 'var(--hover)' } },
      },
    },
    MuiIconButton: {
      styleOverrides: {
        root: {
          color: 'var(--quiet)',
          borderRadius: radius,
          '&:hover': { background: 'var(--hover)', color: 'var(--text)' },
        },
      },
    },
    MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiDialog: {
      styleOverrides: {
        paper: { background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 14, margin: 16 },
      },
    },
    MuiDialogTitle: { styleOverrides: { root: { fontSize: rem(fontSizes.title), padding: '20px 24px 8px' } } },
    MuiDialogContent: { styleOverrides: { root: { padding: '8px 24px 16px' } } },
    MuiDialogActions: { styleOverrides: { root: { padding: '8px 24px 20px', gap: 4 } } },
    MuiPopover: {
      styleOverrides: { paper: { background: 'var(--lifted)', border: '1px solid var(--line)', borderRadius: radius } },
    },
    MuiMenuItem: { styleOverrides: { root: { minHeight: 36, gap: 10, borderRadius: 6, marginInline: 4 } } },
    MuiOutlinedInput: {
      styleOverrides: { notchedOutline: { borderColor: 'var(--edge)' }, root: { background: 'var(--stage)' } },
    },
    MuiInputLabel: { styleOverrides: { root: { color: 'var(--quiet)', '&.Mui-error': { color: 'var(--danger)' } } } },
    MuiFormHelperText: { styleOverrides: { root: { marginInline: 2, '&.Mui-error': { color: 'var(--danger)' } } } },
    MuiTooltip: {
      // A hint that takes clicks would lie in the way of the button below it.
      defaultProps: { enterDelay: 400, disableInteractive: true },
      styleOverrides: {
        tooltip: {
          background: 'var(--text)',
          color: 'var(--stage)',
          fontSize: rem(fontSizes.small),
          padding: '6px 10px',
        },
      },
    },
    MuiLink: { styleOverrides: { root: { color: 'var(--accent)' } } },
    MuiSwitch: {
      styleOverrides: {
        track: { backgroundColor: 'var(--edge)', opacity: 0.6 },
        switchBase: { '&.Mui-disabled + .MuiSwitch-track': { opacity: 0.3 } },
      },
    },
    MuiToggleButton: {
      styleOverrides: {
        root: {
          textTransform: 'none',
          color: 'var(--quiet)',
          borderColor: 'var(--edge)',
          paddingInline: 16,
          '&.Mui-selected, &.Mui-selected:hover': { background: 'var(--accentWash)', color: 'var(--accent)' },
        },
      },
    },
  },
})
