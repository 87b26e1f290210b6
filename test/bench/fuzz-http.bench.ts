import { fuzzHttp } from '../bot/http/fuzz-http.ts';

const CONNECTIONS = 20_000;

/** Raw HTTP as strangers write it against the product as a process: it has to answer /healthz after each hundred. */
export async function run(print: (line: string) => void, seed = Number(process.argv[3] ?? 1)): Promise<void> {
  const { statuses, deaf, failures, lived } = await fuzzHttp(CONNECTIONS, seed);
  const counted = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status || 'none'}: ${count}`);
  for (const line of failures.slice(0, 5)) print(line);
  if (deaf + failures.length > 0 || !lived) process.exitCode = 1;
  print(
    `${CONNECTIONS} connections, seed ${seed}: /healthz silent ${deaf} times, ${failures.length} failures in the log, the process ${lived ? 'lived' : 'ended'}; answers ${counted.join(', ')}`,
  );
}
