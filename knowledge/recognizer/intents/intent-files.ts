import { z } from 'zod';
import { Sure, Utterances } from '../../folder/topic-file.ts';
import { builtInTopics } from '../../topics.ts';
import { ownData, ownFile, ownFilesIn } from '../../yaml-file.ts';

const IntentFile = z.strictObject({ sure: Sure.optional(), utterances: Utterances });

export interface IntentFile {
  name: string;
  /** `order`: asks that something be done; `report`: tells something; `topic`: asks about something */
  kind: 'order' | 'report' | 'topic';
  sure: number | undefined;
  utterances: readonly string[];
}

const FOLDER = 'recognizer/intents';

function folder(kind: 'order' | 'report'): IntentFile[] {
  const files = `${FOLDER}/${kind}s`;
  return [...ownData(ownFilesIn(files), IntentFile)].map(([file, { sure, utterances }]) => ({
    name: file.slice(files.length + 1, -'.yaml'.length),
    kind,
    sure,
    utterances,
  }));
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
  const groups = ownFile(`${FOLDER}/synonyms.yaml`, z.record(z.string(), z.string()));
  return new Map(
    Object.entries(groups).flatMap(([group, words]) =>
      words.split(/\s+/).map((word) => [word.normalize('NFKD').replace(/\p{M}/gu, ''), group] as const),
    ),
  );
}
