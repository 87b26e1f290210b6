import type { Block, ReadArticle, Role, Section } from '../imported-article.ts';
import { isWay, roleOf } from './section-roles.ts';

/** One step as the article has it: its own words, in its own order. */
export interface ReadStep {
  /** the number the article gives it; undefined for prose */
  number?: number;
  blocks: Block[];
}

/** One way to mend it, where the article names several. */
export interface Way {
  /** as the article calls it; '' for the only one */
  title: string;
  steps: ReadStep[];
}

const FIX: readonly Role[] = ['resolution', 'workaround'];
/** Of an article without a fix: what it tells to do, when it has numbered steps. */
const HOW_TO: readonly Role[] = ['other', 'summary'];
const LONGEST_SCREEN = 3000;

/**
 * The ways that an article gives, each with its steps. Empty when it tells nothing to do. A list under "More information" is
 * never taken for the fix.
 */
export function waysOf(article: Pick<ReadArticle, 'sections'>): Way[] {
  const fix = article.sections.filter(({ role }) => FIX.includes(role));
  const explains = article.sections.some(({ role }) => role === 'symptoms' || role === 'cause');
  const how = explains ? [] : article.sections.filter((one) => HOW_TO.includes(one.role));
  const isFix = fix.some(({ blocks }) => blocks.length > 0) || areSteps(fix);
  const used = isFix ? fix : how.some(isNumbered) || areSteps(how) ? how : [];
  return partsOf(used)
    .map(({ title, blocks }) => ({ title, steps: stepsOf(blocks) }))
    .filter(({ steps }) => steps.length > 0);
}

const isNumbered = ({ blocks }: Section) => blocks.filter(({ number }) => number !== undefined).length >= 2;

/** A block of a fix; `begins`: a heading of its own, with which a step begins. */
type Piece = Block & { begins?: true };

/** "Step 2: stop it", "2. Stop it" as a heading is a step, and what stands below it belongs to it. */
const STEP = /^(?:step )?(\d{1,2}) ?(?:[.):–-] ?(?=[^\s\d])|$)/i;

function stepHeading({ heading }: Section): { number: number; text: string } | undefined {
  const [mark = '', number] = STEP.exec(heading.slice(0, 200)) ?? [];
  return number === undefined
    ? undefined
    : { number: Number(number), text: heading.slice(mark.length).trim() || heading };
}

/** Whether headings are the steps of an article that has no other name for them. */
const areSteps = (sections: readonly Section[]) =>
  sections.some((one) => stepHeading(one)?.number === 1) && sections.some((one) => stepHeading(one)?.number === 2);

interface Part {
  title: string;
  blocks: Piece[];
}

/** The blocks of each way. What stands above the first way is told with each. */
function partsOf(sections: readonly Section[]): Part[] {
  const parts = new Parts();
  for (const section of sections) parts.add(section);
  return withIntroduction(parts.all.filter(({ blocks }) => blocks.length > 0));
}

class Parts {
  readonly all: Part[] = [{ title: '', blocks: [] }];
  #role: Role | undefined;
  /** level of the heading that is a step, to which what stands below it belongs */
  #step = Number.POSITIVE_INFINITY;

  add(section: Section): void {
    const { role, heading, level, blocks } = section;
    const own = stepHeading(section);
    if (level <= this.#step) this.#step = Number.POSITIVE_INFINITY;
    const isBelow = level > this.#step;
    // A workaround beside a resolution is another way; so is every "Method 2".
    if (isWay(heading) || (this.#role !== undefined && role !== this.#role && FIX.includes(role))) this.#begin(heading);
    else if (own && !isBelow) {
      this.#step = level;
      this.#push({ is: 'item', depth: 0, ...own });
    } else if (level > 1 && roleOf(heading) === 'other') this.#push(headingPiece(heading, isBelow));
    this.#role = role;
    for (const block of blocks) this.#block(block, level >= this.#step);
  }

  #block(block: Block, isOfStep: boolean): void {
    const title = isOfStep ? undefined : wayOf(block);
    if (title !== undefined) this.#begin(title);
    else this.#push(isOfStep ? below(block) : block);
  }

  #push(piece: Piece): void {
    this.all.at(-1)?.blocks.push(piece);
  }

  #begin(title: string): void {
    const last = this.all.at(-1);
    if (last?.title === '' && last.blocks.length === 0) last.title = title;
    else this.all.push({ title, blocks: [] });
  }
}

const headingPiece = (text: string, isBelow: boolean): Piece =>
  isBelow ? { is: 'text', text, depth: 1 } : { is: 'text', text, begins: true };

const below = (block: Block): Block => ({ ...block, depth: (block.depth ?? 0) + 1 });

/** "Use one of the following methods", and a warning beside it, is said with each of them. */
function withIntroduction(parts: Part[]): Part[] {
  const [first, ...ways] = parts;
  if (first?.title !== '' || !ways.some(({ title }) => isWay(title)) || !isIntroduction(first)) return parts;
  return ways.map(({ title, blocks }) => ({ title, blocks: [...first.blocks, ...blocks] }));
}

const isIntroduction = ({ blocks }: Part) => blocks.every(({ is }) => is === 'text' || is === 'note');

/** The title of the way that a block begins, '' for a bare "or"; undefined where it goes on. */
function wayOf({ is, text }: Block): string | undefined {
  if (/^-+ ?or ?-+$/i.test(text.trim())) return '';
  return is === 'text' && text.length < 120 && isWay(text) ? text.trim() : undefined;
}

/**
 * Numbered items of the outer list are steps, and so is what a heading of its own begins; whatever stands between them belongs to
 * the one before. Prose is one step.
 */
function stepsOf(pieces: readonly Piece[]): ReadStep[] {
  if (pieces.filter(beginsStep).length < 2) return splitLong(pieces.map(bare));
  const steps: ReadStep[] = [];
  for (const [at, piece] of pieces.entries()) {
    const last = steps.at(-1);
    const number = isOuter(piece) ? { number: piece.number } : {};
    // A heading right above a step is its heading.
    const isBelowHeading = last !== undefined && last.number === undefined && pieces[at - 1]?.begins === true;
    if (last && (isBelowHeading || !beginsStep(piece))) {
      last.blocks.push(bare(piece));
      Object.assign(last, number);
    } else steps.push({ ...number, blocks: [bare(piece)] });
  }
  return steps;
}

const beginsStep = (piece: Piece) => isOuter(piece) || piece.begins === true;

const bare = ({ begins: _, ...block }: Piece): Block => block;

const isOuter = (block: Piece): block is Piece & { number: number } =>
  block.number !== undefined && (block.depth ?? 0) === 0;

/** Prose that is too long for one screen goes on the next, between two of its blocks. */
function splitLong(blocks: readonly Block[]): ReadStep[] {
  const steps: ReadStep[] = [];
  let size = 0;
  for (const block of blocks) {
    const last = steps.at(-1);
    if (!last || size + block.text.length > LONGEST_SCREEN) {
      steps.push({ blocks: [block] });
      size = 0;
    } else last.blocks.push(block);
    size += block.text.length;
  }
  return steps;
}
