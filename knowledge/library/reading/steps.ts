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
  const used = fix.some(({ blocks }) => blocks.length > 0) ? fix : how.some(isNumbered) ? how : [];
  return partsOf(used)
    .map(({ title, blocks }) => ({ title, steps: stepsOf(blocks) }))
    .filter(({ steps }) => steps.length > 0);
}

const isNumbered = ({ blocks }: Section) => blocks.filter(({ number }) => number !== undefined).length >= 2;

/** The blocks of each way. What stands above the first way belongs to the first. */
function partsOf(sections: readonly Section[]): { title: string; blocks: Block[] }[] {
  const parts: { title: string; blocks: Block[] }[] = [{ title: '', blocks: [] }];
  const begin = (title: string) => {
    const last = parts.at(-1);
    if (last?.title === '' && last.blocks.length === 0) last.title = title;
    else parts.push({ title, blocks: [] });
  };
  let known: Role | undefined;
  for (const { role, heading, level, blocks } of sections) {
    // A workaround beside a resolution is another way; so is every "Method 2".
    if (isWay(heading) || (known !== undefined && role !== known && FIX.includes(role))) begin(heading);
    else if (level > 1 && roleOf(heading) === 'other') parts.at(-1)?.blocks.push({ is: 'text', text: heading });
    known = role;
    for (const block of blocks) {
      const title = wayOf(block);
      if (title === undefined) parts.at(-1)?.blocks.push(block);
      else begin(title);
    }
  }
  return parts.filter(({ blocks }) => blocks.length > 0);
}

/** The title of the way that a block begins, '' for a bare "or"; undefined where it goes on. */
function wayOf({ is, text }: Block): string | undefined {
  if (/^-+ ?or ?-+$/i.test(text.trim())) return '';
  return is === 'text' && text.length < 120 && isWay(text) ? text.trim() : undefined;
}

/** Numbered items of the outer list are steps; whatever stands between them belongs to the one before. Prose is one step. */
function stepsOf(blocks: readonly Block[]): ReadStep[] {
  const outer = blocks.filter(isOuter);
  if (outer.length < 2) return splitLong(blocks);
  const steps: ReadStep[] = [];
  for (const block of blocks) {
    if (isOuter(block)) steps.push({ number: block.number, blocks: [block] });
    else if (steps.length === 0) steps.push({ blocks: [block] });
    else steps.at(-1)?.blocks.push(block);
  }
  return steps;
}

const isOuter = (block: Block): block is Block & { number: number } =>
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
