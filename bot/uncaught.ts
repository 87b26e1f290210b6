import type { Logger } from 'pino';
import { cutRequest } from './http/request-scope.ts';
import { whereFrom } from './log.ts';

/**
 * What happens with an exception that nobody caught: a request it belongs to is cut, for a stranger must not be able to end
 * the process for all others; any other one ends the process. The message of an error may quote what somebody wrote, so
 * Node's own report is not wanted in a log.
 */
export function watchUncaught(log: Pick<Logger, 'error' | 'fatal'>): void {
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.on(event, (error: unknown) => {
      if (cutRequest()) return log.error({ code: 'request-crashed', ...whereFrom(error) }, 'a request was cut');
      log.fatal({ code: 'crash', ...whereFrom(error) }, 'the process ends; what was acknowledged is kept');
      process.exit(1);
    });
}
