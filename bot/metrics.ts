import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Opinion, Reply, ScreenMark } from '../dialogs/saying/reply.ts';
import type { Verdict } from '../knowledge/diagnose.ts';
import type { LiveKnowledge } from './knowledge/live-knowledge.ts';
import type { Store } from './store/store.ts';

/** How a turn ended. `failed`: an exception in the dialogs, answered with a calm sentence; `lost`: nothing could be committed. */
export type TurnOutcome = 'said' | 'ignored' | 'duplicate' | 'failed' | 'lost';

// The screens on which a chat gives its verdict on a paste.
const VERDICTS = new Map<string, Verdict>([
  ['diagnosis', 'match'],
  ['choose', 'choose'],
  ['unknown', 'unknown'],
  ['nothing', 'nothing'],
]);

/**
 * What `GET /metrics` tells. Labels come from closed lists (outcomes, verdicts, kinds of screens, the articles that were
 * loaded), so their number is bounded and no person can be found in them.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #turns = this.#counter('faultline_turns_total', 'Turns by how they ended', ['outcome']);
  readonly #conflicts = this.#counter('faultline_turn_conflicts_total', 'Turns run again: the case had changed', []);
  readonly #verdicts = this.#counter(
    'faultline_verdicts_total',
    'Diagnoses of evidence that was new, by what they amount to',
    ['verdict', 'by'],
  );
  readonly #screens = this.#counter('faultline_screens_total', 'Screens shown', ['kind']);
  readonly #articles = this.#counter('faultline_articles_total', 'Screens shown by article', ['article', 'kind']);
  readonly #seconds = new Histogram({
    name: 'faultline_turn_seconds',
    help: 'Time from an activity to its commit',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.#registry],
  });

  readonly #expired = this.#counter('faultline_expired_total', 'What retention removed', ['what']);
  readonly #expiryRefused = this.#counter(
    'faultline_expiry_refused_total',
    'Times that nothing was removed, as the clock cannot be believed',
    [],
  );

  readonly #opinions = this.#counter('faultline_opinions_total', 'What people said of the answers', ['opinion']);
  /** thumbs under answers and typed ones */
  readonly feedback = { liked: 0, disliked: 0 };

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    this.gauge('faultline_feedback_liked', 'Answers with a thumb up', () => this.feedback.liked);
    this.gauge('faultline_feedback_disliked', 'Answers with a thumb down', () => this.feedback.disliked);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The metrics in the text format of Prometheus. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  turn(outcome: TurnOutcome, seconds: number): void {
    this.#turns.inc({ outcome });
    this.#seconds.observe(seconds);
  }

  expired(removed: { cases: number; conversations: number }): void {
    for (const [what, count] of Object.entries(removed)) this.#expired.inc({ what }, count);
  }

  expiryRefused(): void {
    this.#expiryRefused.inc();
  }

  conflict(): void {
    this.#conflicts.inc();
  }

  /** A reply that was committed, and what the utterance before it said of the answers. */
  said({ screen, opinion }: Reply, isNews: boolean): void {
    this.screen(screen, isNews);
    if (opinion !== undefined) this.#told(opinion);
  }

  #told(opinion: Opinion): void {
    this.#opinions.inc({ opinion });
    if (opinion === 'liked' || opinion === 'disliked') this.feedback[opinion] += 1;
  }

  /**
   * @param isNews whether the turn brought new evidence: going back or asking again shows a verdict that
   * was counted. Every message in which nothing was found counts.
   */
  screen({ kind, article }: ScreenMark, isNews: boolean): void {
    this.#screens.inc({ kind });
    if (article !== undefined) this.#articles.inc({ article, kind });
    const verdict = VERDICTS.get(kind);
    if (verdict !== undefined && (isNews || verdict === 'nothing')) this.#verdicts.inc({ verdict, by: 'chat' });
  }

  diagnosis(verdict: Verdict): void {
    this.#verdicts.inc({ verdict, by: 'api' });
  }

  /** Shows how many replies wait and were set aside, asked of the store at each reading; NaN while it cannot be reached. */
  watchOutbox(store: Pick<Store, 'outboxDepth'>): void {
    const depth = (of: 'waiting' | 'dead') =>
      store.outboxDepth().then(
        (depth) => depth[of],
        () => Number.NaN,
      );
    this.gauge('faultline_outbox_waiting', 'Replies that wait for their connector', () => depth('waiting'));
    this.gauge('faultline_outbox_dead', 'Replies set aside for the operator', () => depth('dead'));
  }

  /** Shows whether the folders of knowledge are whole, and how often a change was taken up or refused. */
  watchKnowledge(live: Pick<LiveKnowledge, 'state' | 'taken'>): void {
    this.gauge(
      'faultline_knowledge_problems',
      'Problems of what stands in the folders of knowledge now; with any, what was whole last is in use',
      () => live.state.problems.length,
    );
    this.gauge('faultline_knowledge_changes_taken_up', 'Changes of knowledge since the start', () => live.taken.up);
    this.gauge('faultline_knowledge_changes_refused', 'Changes that were not whole', () => live.taken.refused);
  }

  /** A value that is read when the metrics are. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      async collect() {
        this.set(await read());
      },
    });
  }

  #counter<L extends string>(name: string, help: string, labelNames: L[]): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }
}
