/** Version of every socket protocol here. A server refuses a client whose number differs (SPEC.md, W2). */
export const protocolVersion = 1
