let shared: AudioContext | undefined

/** The page's one audio context: browsers allow few, and each costs a thread. Starts suspended until the person acts. */
export function audioContext(): AudioContext {
  shared ??= new AudioContext({ latencyHint: 'interactive' })
  if (shared.state === 'suspended') void shared.resume()
  return shared
}
