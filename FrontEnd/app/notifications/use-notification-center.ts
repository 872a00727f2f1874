import { useLocation, useNavigate, useSearchParams } from 'react-router'

const name = 'notifications'

/** The address that shows the notifications over what is on screen. */
export function centerAddress(pathname: string, search: string): string {
  const params = new URLSearchParams(search)
  params.set(name, 'open')
  return `${pathname}?${params}`
}

/** Whether the address shows the notifications, and how to leave them. */
export function useNotificationCenter(): { open: boolean; close: () => void } {
  const [params] = useSearchParams()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const close = () => {
    const rest = new URLSearchParams(params)
    rest.delete(name)
    const search = rest.toString()
    void navigate({ pathname, search: search === '' ? '' : `?${search}` }, { replace: true })
  }
  return { open: params.has(name), close }
}
