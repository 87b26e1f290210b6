const DAY_MS = 86_400_000;

/** Days since 1970 in UTC: the grain in which the engines index when something was last touched. */
export const dayOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS);

/** When such a day ends; undefined for none (a negative number). */
export const endOfDay = (day: number): Date | undefined => (day < 0 ? undefined : new Date((day + 1) * DAY_MS));
