import type { Logger } from 'pino';
import { contentId, type FolderMark, markOf } from '../../knowledge/folder/folder-files.ts';
import { type Knowledge, knowledgeOf } from '../../knowledge/load-knowledge.ts';
import type { LastGood } from './last-good.ts';
import { folderUnread, problemsTold, tryKnowledge } from './read-knowledge.ts';

/** What was written last must be so old, in ms: an editor may still be writing, and half a file can be whole YAML. */
const SETTLED_MS = 300;
/** How often the folders are looked at while turns come, in ms. */
const LOOK_MS = 200;
/** Problems that `/readyz` tells; the log has all. */
const MOST_PROBLEMS = 20;

/** How the knowledge in use relates to its folders. */
export interface KnowledgeState {
  /** of its content: processes with the same one answer alike */
  id: string;
  /** when it was taken up */
  since: Date;
  /** why what stands in the folders now is not in use; empty when it is */
  problems: readonly string[];
}

interface LiveDeps {
  folders: readonly string[];
  lastGood: Pick<LastGood, 'keep' | 'pictures' | 'read'>;
  log: Pick<Logger, 'error' | 'info'>;
  /** ms since 1970 */
  now?: () => number;
}

type Listener = (knowledge: Knowledge) => void;

/**
 * The knowledge as it stands in its folders now. A change is taken up between two turns; one that is not whole is told and left, and
 * what was whole last goes on. Every process looks before its turns, so those with the same folders answer alike.
 */
export class LiveKnowledge {
  readonly #deps: LiveDeps;
  readonly #now: () => number;
  readonly #listeners: Listener[] = [];
  #current: Knowledge;
  #state: KnowledgeState;
  /** the state of the folders that was judged last */
  #judged: string;
  #looked = 0;
  /** how often a change was taken up, and how often one was refused */
  readonly taken = { up: 0, refused: 0 };

  /** Throws an Error for the operator when nothing whole is there and never was. */
  constructor(deps: LiveDeps) {
    this.#deps = deps;
    this.#now = deps.now ?? Date.now;
    this.#judged = this.#mark().mark;
    const read = tryKnowledge(deps.folders);
    if (read.ok) {
      const id = contentId(read.files);
      deps.lastGood.keep(id, read.files);
      this.#current = read.knowledge;
      this.#state = { id, since: new Date(this.#now()), problems: [] };
      return;
    }
    const kept = deps.lastGood.read();
    const before = kept && knowledgeOf(kept);
    if (!kept || !before?.ok) throw new Error(problemsTold(read.problems));
    this.#current = before.knowledge;
    this.#state = { id: contentId(kept), since: new Date(this.#now()), problems: read.problems };
    this.#refuse(read.problems);
  }

  /** The knowledge for a turn that begins now. */
  current(): Knowledge {
    if (this.#now() - this.#looked >= LOOK_MS) this.look();
    return this.#current;
  }

  /** the folder with copies of the pictures in use */
  get keptPictures(): string {
    return this.#deps.lastGood.pictures;
  }

  get state(): KnowledgeState {
    return { ...this.#state, problems: this.#state.problems.slice(0, MOST_PROBLEMS) };
  }

  /** Called with what was taken up. */
  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** Looks whether the folders have changed, and takes up what is whole. Never throws. */
  look(): void {
    this.#looked = this.#now();
    const { mark, newest, problem } = this.#mark();
    if (mark === this.#judged) return;
    // A clock that was set back must not make a file new for ever.
    const age = this.#now() - newest;
    if (age >= 0 && age < SETTLED_MS) return;
    this.#judged = mark;
    const read = problem === undefined ? tryKnowledge(this.#deps.folders) : { ok: false as const, problems: [problem] };
    if (!read.ok) {
      this.#refuse(read.problems);
      return;
    }
    // It was written while it was read: the next look will see it as it is then.
    if (this.#mark().mark !== mark) {
      this.#judged = '';
      return;
    }
    const id = contentId(read.files);
    const isNew = id !== this.#state.id;
    this.#state = { id, since: isNew ? new Date(this.#now()) : this.#state.since, problems: [] };
    this.#deps.lastGood.keep(id, read.files);
    if (isNew) this.#take(read.knowledge);
  }

  #take(knowledge: Knowledge): void {
    this.#current = knowledge;
    this.taken.up += 1;
    const { id } = this.#state;
    this.#deps.log.info(
      { code: 'knowledge-taken-up', id, articles: knowledge.articles.size },
      'the folders of knowledge have changed, and what stands there now is in use',
    );
    for (const listener of this.#listeners) listener(knowledge);
  }

  #refuse(problems: readonly string[]): void {
    this.taken.refused += 1;
    this.#state = { ...this.#state, problems };
    this.#deps.log.error(
      { code: 'knowledge-refused', id: this.#state.id, problems },
      'what stands in the folders of knowledge is not whole; what was whole last stays in use',
    );
  }

  #mark(): FolderMark & { problem?: string } {
    try {
      return markOf(this.#deps.folders);
    } catch (error) {
      const problem = folderUnread(error);
      return { mark: problem, newest: 0, problem };
    }
  }
}
