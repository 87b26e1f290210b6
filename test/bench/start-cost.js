// Imported ahead of a program, it tells the parent what the process has cost whenever the parent asks. In JavaScript: whatever
// is TypeScript would load Node's compiler into the program that is measured.
process.on('message', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  process.send?.({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: process.memoryUsage.rss() / 2 ** 20 });
});
