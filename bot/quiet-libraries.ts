import type { Logger } from 'pino';

/**
 * The SDK prints what it makes of a token, keys and whole errors included, by `console`: a stranger could fill the standard
 * error with it, and what it quotes is theirs. It becomes a line of the log that quotes nothing.
 */
export function quietLibraries(log: Pick<Logger, 'debug'>): void {
  for (const method of ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const)
    console[method] = () => log.debug({ code: 'library-said', method }, 'a library had something to say');
}
