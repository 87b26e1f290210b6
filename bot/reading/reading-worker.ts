import { threadId, workerData } from 'node:worker_threads';
import { boundResult } from '../../knowledge/bound-result.ts';
import { diagnose } from '../../knowledge/diagnose.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { recognizeEvidence } from '../../knowledge/recognizer/recognize.ts';
import { readEventLogs } from './event-logs.ts';
import type { Job, JobDone, Task } from './job.ts';

// What runs in each thread of the pool. A stranger's text and files: whatever goes wrong here costs this thread alone.

const knowledge: Knowledge = workerData;

/** Does one job, in one go. */
export default function work(task: Task): JobDone {
  Atomics.store(task.thread, 0, threadId);
  return done(task);
}

function done(job: Job): JobDone {
  if (job.what === 'diagnosis') {
    const diagnosis = diagnose(knowledge, job.text);
    return { is: 'diagnosis', verdict: diagnosis.verdict, json: JSON.stringify(diagnosis) };
  }
  const { files, inPart, unreadable } = readEventLogs(job.files);
  const result = recognizeEvidence({ text: job.text, files });
  return { is: 'utterance', result: boundResult(result, knowledge.index), inPart, unreadable };
}
