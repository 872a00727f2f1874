type Props = { size?: number }

/** Four voices beside each other: the same bars as in the favicon. Decorative; the name stands beside it. */
export function Logo({ size = 28 }: Props) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false">
      <g stroke="var(--accent)" strokeWidth="3.2" strokeLinecap="round">
        <path d="M8 13v6M13.300 8v16M18.700 11v10M24 14.500v3" />
      </g>
    </svg>
  )
}
