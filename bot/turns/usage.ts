import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** What an operator did wrong, or has to do, in one sentence. */
export class UsageError extends Error {}

/** The option that every tool has. */
export const HELP_OPTION = { help: { type: 'boolean', short: 'h', default: false } } as const;

/** Reads what stands behind `--` of a tool. Throws a UsageError when an option does not exist or lacks its value. */
export function readOptions<const O extends ParseArgsOptionsConfig>(args: string[], options: O) {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} (--help tells what there is.)`);
  }
}
