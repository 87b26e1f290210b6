const DAY_MS = 86_400_000;

/** Days since 1970 in UTC: the grain in which the engines index when something was last touched. */
export const dayOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS);
