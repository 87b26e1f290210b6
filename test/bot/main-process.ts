import { type ChildProcess, spawn } from 'node:child_process';

/** How a process ended, and all it wrote. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** `node bot/main.js` as a process of its own. */
export interface MainProcess {
  process: ChildProcess;
  /** its first line on standard output; rejects when it ends without one */
  line: Promise<string>;
  /** where it listens, once it says so */
  ready: Promise<string>;
  /** where it tells operators how it is; never known when LOG_LEVEL hides it */
  admin: Promise<string>;
  ended: Promise<Ended>;
  /** ends it at once, if it still runs */
  kill(): Promise<Ended>;
}

/**
 * Starts the product with these settings and no others, on a free port when none is named.
 * @param args of node: the product, or a test's entry to it
 */
export function startMain(environment: Record<string, string>, args = ['bot/main.js']): MainProcess {
  const env = { PATH: process.env['PATH'] ?? '', PORT: '0', ADMIN_PORT: '0', ...environment };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  const line = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      stdout += String(chunk);
      if (stdout.includes('\n')) resolve(stdout.split('\n', 1)[0] ?? '');
    });
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    child.on('close', () => reject(new Error(`it ended: ${stderr}`)));
  });
  line.catch(() => undefined);
  const admin = new Promise<string>((resolve) => {
    child.stdout.on('data', () => {
      const url = /"adminUrl":"([^"]+)"/.exec(stdout)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const ready = new Promise<string>((resolve) => {
    child.stdout.on('data', () => {
      const url = /^Faultline is ready: (\S+)\n/m.exec(stdout)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const kill = () => {
    child.kill('SIGKILL');
    return ended;
  };
  return { process: child, line, ready, admin, ended, kill };
}
