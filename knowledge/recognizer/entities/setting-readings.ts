import type { SettingsRead } from '../recognizer-result.ts';
import { readMissingValues } from './missing-values.ts';
import { readRegistryValues } from './registry-values.ts';
import { readShownNumbers } from './shown-numbers.ts';

/**
 * Reads every configured number a paste shows: registry exports and `reg query`, the screens and logs that the vocabulary names.
 * @param lines the normalised paste
 * @returns the readings in the order of the paste (of several runs the last counts) and the 1-based lines used. Never throws.
 */
export function readSettings(lines: readonly string[]): SettingsRead {
  const parts = [readRegistryValues, readMissingValues, readShownNumbers].map((read) => read(lines));
  return {
    readings: parts.flatMap((part) => part.readings).sort((a, b) => a.line - b.line),
    lines: [...new Set(parts.flatMap((part) => part.lines))].sort((a, b) => a - b),
  };
}
