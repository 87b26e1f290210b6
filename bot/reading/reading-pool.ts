import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMarkedAsUntransferable } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { withIntent } from '../../knowledge/recognizer/recognize.ts';
import { saidIn, type Utterance } from '../../knowledge/recognizer/utterance.ts';
import { type Worded, wordsOf } from '../channels/read-utterance.ts';
import { courtesy } from '../http/courtesy.ts';
import { limitCpu } from './cpu-limit.ts';
import type { DiagnosisMade, Job, JobDone, Task } from './job.ts';
import { isSmall, LONGEST_READ_HERE, type Read, readHere, type Unread } from './read.ts';
import { type LineLimits, WaitingLine } from './waiting-line.ts';

const MIB = 1024 * 1024;

/** What reading may cost. */
export interface ReadingLimits extends LineLimits {
  /** CPU time of one job, in ms */
  cpuMs: number;
  /** how long a job may wait until it begins, in ms; nobody looks at the answer any more after that */
  waitMs: number;
  /** JavaScript memory of one thread, in MiB; the bytes of files do not count */
  memoryMb: number;
}

const READING_LIMITS: ReadingLimits = {
  cpuMs: 2000,
  waitMs: 60_000,
  memoryMb: 384,
  jobs: 40,
  // Tabs of one browser, or a helpdesk's server that asks for several people.
  jobsOfOne: 4,
  bytes: 160 * MIB,
};

/** A thread that has nothing to do for so long ends; a new one takes about a second to start. */
const IDLE_MS = 5 * 60 * 1000;
/** Threads of the pool stand back behind the one that answers everybody, where the system can do that. */
const NICE = 10;

/** What was asked and not done. */
export interface NotDone {
  is: 'unread';
  why: Unread;
}

/**
 * Reads what is large in threads of its own, each job within limits of time and memory, so that nobody else waits for it.
 * No thread is started before there is something to read.
 */
export class ReadingPool {
  readonly #limits: ReadingLimits;
  readonly #line: WaitingLine;
  /** made when there is something to read, and its library loaded then */
  #pool: Promise<Piscina<Task, JobDone>> | undefined;
  #knowledge: Knowledge;
  readonly #leaving = new Set<Promise<void>>();

  constructor(knowledge: Knowledge, limits: Partial<ReadingLimits> = {}) {
    this.#limits = { ...READING_LIMITS, ...limits };
    this.#line = new WaitingLine(this.#limits);
    this.#knowledge = knowledge;
  }

  /** Reads with this knowledge from now on; what is being read is ended with the one before. */
  use(knowledge: Knowledge): void {
    const before = this.#pool;
    this.#knowledge = knowledge;
    this.#pool = undefined;
    if (!before) return;
    const gone = before.then((pool) => pool.close()).finally(() => this.#leaving.delete(gone));
    this.#leaving.add(gone);
  }

  async #poolWith(knowledge: Knowledge): Promise<Piscina<Task, JobDone>> {
    const { Piscina } = await import('piscina');
    const pool = new Piscina<Task, JobDone>({
      filename: fileURLToPath(new URL('./reading-thread.js', import.meta.url)),
      minThreads: 0,
      // One core stays for the thread that answers.
      maxThreads: Math.max(1, availableParallelism() - 1),
      idleTimeout: IDLE_MS,
      niceIncrement: NICE,
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.memoryMb },
      workerData: knowledge,
      // Between two jobs a thread waits for events, so that it can be asked for its CPU time.
      atomics: 'disabled',
    });
    // A thread that dies rejects the job it had, which says all there is to say.
    pool.on('error', () => undefined);
    return pool;
  }

  /** How many jobs wait or run. */
  get waiting(): number {
    return this.#line.length;
  }

  /**
   * Recognises all that is in an utterance: at once when it is small, else in the pool. Never rejects. The bytes of its files
   * are handed over: nobody may look at them, or at what they are a part of, afterwards.
   * @param person whom the work counts for
   */
  async read(utterance: Utterance, person: string): Promise<Read> {
    if (isSmall(utterance)) return readHere(utterance, this.#knowledge.vocabulary);
    const text = saidIn(utterance);
    const files = utterance.files.map(({ name, text, bytes }) => ({
      name,
      ...(text !== undefined && { text }),
      ...(bytes && { bytes }),
    }));
    const done = await this.#run({ what: 'utterance', text, files }, person);
    if (done.is !== 'utterance') return notDone(done);
    const { result, unreadable } = done;
    const said: Utterance = {
      ...utterance,
      // What was recognised goes on; nobody shall search the whole text again.
      text: utterance.text.slice(0, LONGEST_READ_HERE),
      files: [],
      unreadable: [...utterance.unreadable, ...unreadable],
    };
    return { is: 'read', utterance: said, result: withIntent(result, text) };
  }

  /** Diagnoses a text that is too long for {@link read} to be done at once. Never rejects. */
  async diagnose(text: string, person: string): Promise<DiagnosisMade | NotDone> {
    const done = await this.#run({ what: 'diagnosis', text }, person);
    return done.is === 'diagnosis' ? done : notDone(done);
  }

  /** The words of an activity as plain text: at once when there are few, else in the pool. Never rejects. */
  async words(words: Worded, person: string): Promise<string | NotDone> {
    if (words.text.length + words.htmlTwin.length <= LONGEST_READ_HERE) return wordsOf(words);
    const done = await this.#run({ what: 'words', words }, person);
    return done.is === 'words' ? done.text : notDone(done);
  }

  /** Ends all threads; what they were reading counts as late. */
  async close(): Promise<void> {
    await (await this.#pool)?.destroy();
    await Promise.all(this.#leaving);
  }

  async #run(job: Job, person: string): Promise<JobDone | NotDone> {
    const leave = this.#line.enter(person, sizeOf(job));
    if (!leave) return { is: 'unread', why: 'busy' };
    this.#pool ??= this.#poolWith(this.#knowledge);
    const pool = await this.#pool;
    const stop = new AbortController();
    const thread = new Int32Array(new SharedArrayBuffer(4));
    const threadOf = () => {
      const id = Atomics.load(thread, 0);
      return id === 0 ? undefined : pool.threads.find((one) => one.threadId === id);
    };
    const hasBegun = () => Atomics.load(thread, 0) !== 0;
    const endWatch = limitCpu(threadOf, this.#limits.cpuMs, () => stop.abort());
    const tooLong = setTimeout(() => !hasBegun() && stop.abort(), this.#limits.waitMs);
    try {
      await courtesy.giveWay();
      const done = await pool.run({ ...job, thread }, { signal: stop.signal, transferList: ownBytes(job) });
      // What is done with it takes its time as well.
      await courtesy.giveWay();
      return done;
    } catch (error) {
      return { is: 'unread', why: isOutOfMemory(error) ? 'large' : hasBegun() ? 'late' : 'busy' };
    } finally {
      clearTimeout(tooLong);
      endWatch();
      leave();
    }
  }
}

/** Something else than was asked for cannot come, and would not have been read. */
const notDone = (done: JobDone | NotDone): NotDone => (done.is === 'unread' ? done : { is: 'unread', why: 'late' });

/** In bytes. */
function sizeOf(job: Job): number {
  if (job.what === 'words') return 2 * (job.words.text.length + job.words.htmlTwin.length);
  const files = job.what === 'utterance' ? job.files : [];
  return files.reduce(
    (sum, { text = '', bytes }) => sum + 2 * text.length + (bytes?.byteLength ?? 0),
    2 * job.text.length,
  );
}

/** The bytes of files are handed over instead of copied, with whatever they are a part of; only small ones lie in memory that Node shares out. */
function ownBytes(job: Job): ArrayBuffer[] {
  const files = job.what === 'utterance' ? job.files : [];
  const own = files.flatMap(({ bytes }) =>
    bytes?.buffer instanceof ArrayBuffer && !isMarkedAsUntransferable(bytes.buffer) ? [bytes.buffer] : [],
  );
  return [...new Set(own)];
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
