// What the bench and the runner in its copy leave for each other.

/** Which guards a test is tried without; nothing in it for a run that only looks which guards the tests take. */
export const PLAN = 'guards-plan.json';
export const TAKEN = 'guards-taken.txt';
export const TOLD = 'guards-told.txt';

/** A line of `TAKEN`: what one test takes, and its time in milliseconds. */
export interface TakenLine {
  test: string;
  took: number;
  taken: number[];
}

/** A line of `TOLD`: whether a test turned red without a guard. */
export interface ToldLine {
  guard: number;
  test: string;
  noticed: boolean;
}
