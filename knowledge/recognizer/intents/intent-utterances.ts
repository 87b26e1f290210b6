import { z } from 'zod';
import { readYaml } from '../../yaml-file.ts';

const utterance = z.string().trim().min(1).max(200, 'write a short utterance, 200 characters at most');

const IntentUtterances = z.record(
  z.string().regex(/^[a-z]+(?:_[a-z]+)*$/),
  z.array(utterance).min(1, 'write one utterance a line'),
  { error: (issue) => (issue.code === 'invalid_key' ? 'write the intent as lower_case_words' : undefined) },
);

/**
 * Reads a file of utterances by intent.
 * @param name the file name as the error shows it
 * @throws when the file is not of that shape, with every problem in it
 */
export function readIntentUtterances(name: string, source: string): ReadonlyMap<string, readonly string[]> {
  const read = readYaml(name, source, IntentUtterances);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return new Map(Object.entries(read.value));
}
