import { readCodes } from '../entities/read-codes.ts';
import { codesInData } from '../entities/read-data.ts';
import type { CodeMention, EventRecord } from '../event-record.ts';
import { describeAll } from '../fold-events.ts';
import { resolveSource } from '../words/source-names.ts';
import type { FoundRecord } from './found-record.ts';

/** Records of one source with one id and the same codes. */
interface Kind {
  oldest: FoundRecord;
  newest: FoundRecord;
  source: string;
  codes: CodeMention[];
  times: number;
  /** the texts in which they differ, the newest first */
  texts: Set<string>;
}

/**
 * Folds the records of a log while it is read: a busy log holds ten thousand records of a few hundred kinds. What tells one
 * from the other, source, id, severity and codes, is kept of all; of the texts in which they differ, the newest ones.
 */
export class RecordFold {
  readonly #shape: string;
  readonly #byText = new Map<string, Kind>();
  readonly #kinds = new Map<string, Kind>();

  /** @param shape which reader read them */
  constructor(shape: string) {
    this.#shape = shape;
  }

  /** Takes a record; the newest comes first. */
  add(event: FoundRecord): void {
    const { description, eventId, severity = '', source = '', data = [] } = event;
    const [row = { text: '' }] = data;
    // Most records say word for word what another has said, and are not looked at again.
    const text = [source, eventId, severity, description, data.length, row.text].join('\n');
    const kind = this.#byText.get(text) ?? this.#kindOf(event);
    this.#byText.set(text, kind);
    kind.times += 1;
    kind.oldest = event;
    kind.texts.add(description);
  }

  #kindOf(event: FoundRecord): Kind {
    const { line } = event.at;
    const inText = readCodes([event.description]).codes.map((code) => ({ ...code, line }));
    const codes = [...inText, ...codesInData(event.data ?? [])];
    const source = resolveSource(event.source ?? '').source;
    const key = [source, event.eventId, event.severity, ...codes.map(({ code, where }) => `${code} ${where}`)].join(
      '\n',
    );
    const known = this.#kinds.get(key);
    if (known) return known;
    const kind: Kind = { oldest: event, newest: event, source, codes, times: 0, texts: new Set() };
    this.#kinds.set(key, kind);
    return kind;
  }

  /** One event for each kind; errors and warnings first, then the others, each in the order of time. */
  events(): EventRecord[] {
    const events = [...this.#kinds.values()].map((kind) => this.#told(kind)).reverse();
    const isBad = ({ severity }: EventRecord) => severity !== undefined && BAD.has(severity);
    return [...events.filter(isBad), ...events.filter((event) => !isBad(event))];
  }

  #told({ oldest, newest, source, codes, times, texts }: Kind): EventRecord {
    const { data: _read, ...event } = oldest;
    const { line } = event.at;
    return {
      ...event,
      ...(source !== '' && { source }),
      description: describeAll(event.description, texts),
      codes: codes.map((code) => ({ ...code, line })),
      shape: this.#shape,
      ...(times > 1 && {
        repeats: {
          times,
          lastLine: newest.at.line,
          ...(event.time !== undefined && { firstTime: event.time }),
          ...(newest.time !== undefined && { lastTime: newest.time }),
        },
      }),
    };
  }
}

const BAD: ReadonlySet<string> = new Set(['error', 'warning', 'failure audit']);
