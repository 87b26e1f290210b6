import { threadId, workerData } from 'node:worker_threads';
import { boundResult } from '../../knowledge/bound-result.ts';
import { diagnose } from '../../knowledge/diagnose.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { isLogFile } from '../../knowledge/recognizer/read-logs.ts';
import { recognizeEvidence } from '../../knowledge/recognizer/recognize.ts';
import type { RecognizerResult } from '../../knowledge/recognizer/recognizer-result.ts';
import type { PastedFile } from '../../knowledge/recognizer/utterance.ts';
import { withSigns } from '../../knowledge/signs.ts';
import { speaking } from '../../knowledge/vocabulary/words.ts';
import { wordsOf } from '../channels/read-utterance.ts';
import { timeOf } from './cpu-time.ts';
import type { Job, JobDone, Task } from './job.ts';
import { type Opened, openArchives } from './open-archives.ts';

// What runs in each thread of the pool. A stranger's text and files: whatever goes wrong here costs this thread alone.

const knowledge: Knowledge = workerData;

/** CPU time for the binary logs of one message, in ms: what was read until then counts, which a thread that is stopped loses. */
const LOG_MS = 1400;

/** Does one job; a thread has one at a time. */
export default async function work(task: Task): Promise<JobDone> {
  Atomics.store(task.thread, 0, threadId);
  const isInTime = timeOf(LOG_MS);
  const opened = await openArchives(task.what === 'utterance' ? task.files : []);
  return speaking(knowledge.vocabulary, () => done(task, opened, isInTime));
}

function done(job: Job, { files, archives }: Opened, isInTime: () => boolean): JobDone {
  if (job.what === 'diagnosis') {
    const diagnosis = diagnose(knowledge, job.text);
    return { is: 'diagnosis', verdict: diagnosis.verdict, json: JSON.stringify(diagnosis) };
  }
  if (job.what === 'words') return { is: 'words', text: wordsOf(job.words) };
  const said = { text: job.text, files };
  const result = withSigns(knowledge, recognizeEvidence(said, isInTime), said);
  return {
    is: 'utterance',
    result: { ...boundResult(result, knowledge.index), ...(archives.length > 0 && { archives }) },
    unreadable: unreadable(files, result),
  };
}

/** Files whose bytes are no text and no log, and logs without a record that can be read. */
function unreadable(files: readonly PastedFile[], { logs = [] }: Pick<RecognizerResult, 'logs'>): string[] {
  const empty = new Set(logs.filter(({ read }) => read === 0).map(({ name }) => name));
  return files.flatMap(({ name, bytes }) => (bytes && (empty.has(name) || !isLogFile(bytes)) ? [name] : []));
}
