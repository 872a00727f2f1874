import useMediaQuery from '@mui/material/useMediaQuery'
import { useState } from 'react'

/** How the people's region shows: a column beside the stage, a drawer over it, or a region of its own. */
export type PeoplePanel = { kind: 'column' | 'drawer' | 'region'; open: boolean; toggle: () => void; close: () => void }

export function usePeoplePanel(narrow: boolean): PeoplePanel {
  const wide = useMediaQuery('(min-width: 1200px)')
  const [column, setColumn] = useState(true)
  const [drawer, setDrawer] = useState(false)
  if (narrow) return { kind: 'region', open: true, toggle: () => {}, close: () => {} }
  return wide
    ? { kind: 'column', open: column, toggle: () => setColumn(!column), close: () => setColumn(false) }
    : { kind: 'drawer', open: drawer, toggle: () => setDrawer(!drawer), close: () => setDrawer(false) }
}
