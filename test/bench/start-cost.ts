// Imported ahead of a program, it tells the parent what the process has cost whenever the parent asks.
process.on('message', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  process.send?.({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: process.memoryUsage.rss() / 2 ** 20 });
});
