/** Leases and graces so short that they often run out. */
export const POLICY = { leaseMs: 15_000, graceMs: 10_000 } as const
