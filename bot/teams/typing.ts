/** From here on somebody wants to see that work is going on. Most turns take a few milliseconds and show nothing. */
const PATIENCE_MS = 1000;

/**
 * Does work, and says once that it is going on when it takes long. What saying it comes to does not matter to the work.
 * @param say sends a typing activity; may reject
 */
export async function typingWhileSlow<T>(
  work: Promise<T>,
  say: () => Promise<unknown>,
  afterMs = PATIENCE_MS,
): Promise<T> {
  const timer = setTimeout(() => void say().catch(() => undefined), afterMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
