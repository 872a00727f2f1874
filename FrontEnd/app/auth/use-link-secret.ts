import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'

/** The secret in the address's fragment; it is taken out of the address at once, so that it stays in no history. */
export function useLinkSecret(): string {
  const { hash, pathname } = useLocation()
  const navigate = useNavigate()
  const [secret, setSecret] = useState(() => hash.slice(1))
  // Another link opened in the same window changes only the fragment.
  if (hash !== '' && hash.slice(1) !== secret) setSecret(hash.slice(1))
  useEffect(() => {
    if (hash !== '') void navigate(pathname, { replace: true })
  }, [hash, pathname, navigate])
  return secret
}
