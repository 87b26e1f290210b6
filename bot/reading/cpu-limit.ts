import type { Worker } from 'node:worker_threads';

/** How often running work is looked at, in ms. */
const EVERY_MS = 50;
/** A thread that cannot be asked for its CPU time is stopped after so many times the limit by the clock. */
const CLOCK_FACTOR = 10;

/**
 * Calls `stop` when a thread has used more CPU time than it may since it began; on a busy machine that takes longer than by
 * the clock, and nobody's work is cut short by others.
 * @param threadOf the thread that does the work; undefined while none has begun
 * @returns ends the watch
 */
export function limitCpu(threadOf: () => Worker | undefined, mostMs: number, stop: () => void): () => void {
  let before: { cpu: NodeJS.CpuUsage; at: number } | undefined;
  let asking = false;
  const look = async (): Promise<void> => {
    const thread = threadOf();
    if (!thread) return;
    // When the clock alone must decide, since a thread in native code does not answer.
    if (before && performance.now() - before.at > mostMs * CLOCK_FACTOR) return stop();
    if (asking) return;
    asking = true;
    before ??= { cpu: await thread.cpuUsage(), at: performance.now() };
    const { user, system } = await thread.cpuUsage(before.cpu);
    asking = false;
    if ((user + system) / 1000 > mostMs) stop();
  };
  const timer = setInterval(() => {
    // A thread that has ended cannot be asked, and whoever waits for it hears of that.
    look().catch(() => undefined);
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
