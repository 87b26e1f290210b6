import type { SourceSize } from './measure-source.ts';

/**
 * Measured on two cores that others used as well: 395 runbooks in Markdown (0.8 MB) took 7 to 10 s and filled 1.3 MB, 1,499 articles as text
 * (5.9 MB) 9 to 12 s and 4.3 MB.
 */
const START_SECONDS = 4;
const SECONDS_PER_FILE = 0.004;
const SECONDS_PER_MEGABYTE = 0.3;
const EMPTY_MEGABYTES = 0.5;
const LIBRARY_PER_BYTE = 0.7;
const MEGABYTE = 1024 * 1024;

/** What importing so much will probably take, pictures apart: whole seconds, and whole MB of the library's file. */
export function estimateOf({ files, bytes }: SourceSize): { seconds: number; megabytes: number } {
  const megabytes = bytes / MEGABYTE;
  return {
    seconds: Math.ceil(START_SECONDS + files * SECONDS_PER_FILE + megabytes * SECONDS_PER_MEGABYTE),
    megabytes: Math.ceil(EMPTY_MEGABYTES + megabytes * LIBRARY_PER_BYTE),
  };
}
