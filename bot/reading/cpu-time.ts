/** CPU time of this thread so far, in ms. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Says whether this thread has CPU time left, out of so much from now on, in ms. */
export function timeOf(ms: number): () => boolean {
  const until = cpuMs() + ms;
  return () => cpuMs() < until;
}
