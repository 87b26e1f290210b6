import type { SourceSize } from './measure-source.ts';

/** What an import costs: see `npm run bench -- library` and `-- runbooks`. Seconds of two cores, and bytes of the library. */
const START_SECONDS = 0.5;
const SECONDS_PER_FILE = 0.004;
const SECONDS_PER_MEGABYTE = 0.9;
const LIBRARY_PER_BYTE = 0.7;
const MEGABYTE = 1024 * 1024;

/** What importing so much will probably take, pictures apart: whole seconds, and whole MB of the library's file. */
export function estimateOf({ files, bytes }: SourceSize): { seconds: number; megabytes: number } {
  const megabytes = bytes / MEGABYTE;
  return {
    seconds: Math.ceil(START_SECONDS + files * SECONDS_PER_FILE + megabytes * SECONDS_PER_MEGABYTE),
    megabytes: Math.ceil(megabytes * LIBRARY_PER_BYTE),
  };
}
