// What TypeScript's library leaves out of the audio thread (Web Audio API §1.32).

declare class AudioWorkletProcessor {
  readonly port: MessagePort
}

declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void
