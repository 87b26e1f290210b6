import { z } from 'zod';
import { Frames, Sure, Utterances } from '../../folder/topic-file.ts';
import { builtInTopics } from '../../topics.ts';
import { ownData, ownFile, ownFilesIn } from '../../yaml-file.ts';
import { utteranceWords } from './utterance-words.ts';

const IntentFile = z.strictObject({ sure: Sure.optional(), frames: Frames, utterances: Utterances });

export interface IntentFile {
  name: string;
  /** `order`: asks that something be done; `report`: tells something; `topic`: asks about something */
  kind: 'order' | 'report' | 'topic';
  sure: number | undefined;
  utterances: readonly string[];
  /** lines that stand for many utterances each */
  frames: readonly string[];
}

const FOLDER = 'recognizer/intents';

function folder(kind: 'order' | 'report'): IntentFile[] {
  const files = `${FOLDER}/${kind}s`;
  return [...ownData(ownFilesIn(files), IntentFile)].map(([file, { sure, frames, utterances }]) => ({
    name: file.slice(files.length + 1, -'.yaml'.length),
    kind,
    sure,
    frames,
    utterances,
  }));
}

/**
 * Everything that people can mean, one file each: `orders/`, `reports/` and `knowledge/topics/`.
 * @throws when a file is not of its shape, with every problem in it
 */
export function intentFiles(): IntentFile[] {
  const asked = [...builtInTopics()].map(
    ([name, { sure, frames, utterances }]): IntentFile => ({ name, kind: 'topic', sure, frames, utterances }),
  );
  return [...folder('order'), ...folder('report'), ...asked];
}

/** Groups of words that come to the same: word to the name of its group. */
export function synonymGroups(): ReadonlyMap<string, string> {
  const groups = ownFile(`${FOLDER}/synonyms.yaml`, z.record(z.string(), z.string()));
  return new Map(
    Object.entries(groups).flatMap(([group, words]) => utteranceWords(words).map((word) => [word, group] as const)),
  );
}
