import type { SvgIconProps } from '@mui/material/SvgIcon'
import type { ComponentType, ReactNode } from 'react'
import { Link, type LinkProps } from 'react-router'
import styles from './settings.module.css'

type Props = {
  Icon: ComponentType<SvgIconProps>
  to: string
  /** The page that it leads to is on screen. */
  current?: boolean
  /** How it goes there. */
  way?: Pick<LinkProps, 'replace' | 'state'>
  children: ReactNode
}

/** An entry in the list of sections. */
export function SectionLink({ Icon, to, current = false, way, children }: Props) {
  return (
    <li>
      <Link className={styles.navLink} to={to} {...way} aria-current={current ? 'page' : undefined}>
        <Icon sx={{ fontSize: 18 }} aria-hidden="true" />
        {children}
      </Link>
    </li>
  )
}
