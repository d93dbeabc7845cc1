/** A majority where there is a replica set, and on disk. */
export const DURABLE = { w: "majority", j: true } as const;
