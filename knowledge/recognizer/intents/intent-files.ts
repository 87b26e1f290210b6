import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { Sure, Utterances } from '../../folder/topic-file.ts';
import { builtInTopics } from '../../topics.ts';
import { readYaml } from '../../yaml-file.ts';

const IntentFile = z.strictObject({ sure: Sure.optional(), utterances: Utterances });

export interface IntentFile {
  name: string;
  /** `order`: asks that something be done; `report`: tells something; `topic`: asks about something */
  kind: 'order' | 'report' | 'topic';
  sure: number | undefined;
  utterances: readonly string[];
}

const HERE = new URL('.', import.meta.url);
const SYNONYMS = 'synonyms.yaml';

const sourceOf = (file: string) => readFileSync(new URL(file, HERE), 'utf8');

function folder(kind: 'order' | 'report'): IntentFile[] {
  return readdirSync(new URL(`${kind}s/`, HERE))
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const read = readYaml(`${kind}s/${file}`, sourceOf(`${kind}s/${file}`), IntentFile);
      if (!read.ok) throw new Error(read.problems.join('\n'));
      return { name: file.slice(0, -'.yaml'.length), kind, sure: read.value.sure, utterances: read.value.utterances };
    });
}

/**
 * Everything that people can mean, one file each: `orders/`, `reports/` and `knowledge/topics/`.
 * @throws when a file is not of its shape, with every problem in it
 */
export function intentFiles(): IntentFile[] {
  const asked = [...builtInTopics()].map(
    ([name, { sure, utterances }]): IntentFile => ({ name, kind: 'topic', sure, utterances }),
  );
  return [...folder('order'), ...folder('report'), ...asked];
}

/** Groups of words that come to the same: word to the name of its group. */
export function synonymGroups(): ReadonlyMap<string, string> {
  const read = readYaml(SYNONYMS, sourceOf(SYNONYMS), z.record(z.string(), z.string()));
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return new Map(
    Object.entries(read.value).flatMap(([group, words]) =>
      words.split(/\s+/).map((word) => [word.normalize('NFKD').replace(/\p{M}/gu, ''), group] as const),
    ),
  );
}
