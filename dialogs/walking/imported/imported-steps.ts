import { RISKS } from '../../../knowledge/article/doing.ts';
import type { Article } from '../../../knowledge/article.ts';
import {
  type Imported,
  type ImportedStep,
  type ImportedWay,
  wayQuestion,
} from '../../../knowledge/library/imported.ts';
import { textOf } from '../../../knowledge/library/imported-article.ts';
import { importedBlocks } from '../../saying/imported/imported-blocks.ts';
import { imported as say } from '../../saying/imported/phrases-imported.ts';
import { steps } from '../../saying/phrases-steps.ts';
import type { Case } from '../case.ts';
import type { Risk, StepScreen } from '../screen.ts';
import { own as ownWords, part } from '../setting-steps.ts';

type Part = Omit<StepScreen, 'step' | 'of'>;
/** A key beyond these is named by its step and not saved by a step of its own. */
const MOST_KEYS = 8;
const LONGEST_WAS = 500;

/** The way that is walked: the one that was chosen, else the first. */
export function wayOf({ id, imported }: Article, answers: ReadonlyMap<string, string>): ImportedWay | undefined {
  const chosen = answers.get(wayQuestion(id));
  return imported?.ways.find(({ option }) => option === chosen) ?? imported?.ways[0];
}

/** The way behind the one that is walked; undefined at the last. */
export function nextWay(article: Article, answers: ReadonlyMap<string, string>): ImportedWay | undefined {
  const ways = article.imported?.ways ?? [];
  const here = wayOf(article, answers);
  return here && ways[ways.indexOf(here) + 1];
}

/** Everything that any of its ways can break: whichever is gone, and whatever is told of it, stands behind the same warning. */
export function importedRisks({ ways, held, risks: further = [] }: Imported): Risk[] {
  const risks = [...further, ...held.risks, ...ways.flatMap((way) => way.steps.flatMap((step) => step.risks))];
  return RISKS.filter((risk) => risks.includes(risk));
}

/** The screens of an imported article: its own steps in its own order; before a registry key is touched it is saved and read. */
export function importedSteps(
  article: Article,
  { held: { blocks } }: Imported,
  answers: ReadonlyMap<string, string>,
): Part[] {
  const way = wayOf(article, answers);
  const held =
    blocks.length > 0 ? [part('held', say.heldTitle, {}, () => ({ claims: [], blocks: importedBlocks(blocks) }))] : [];
  if (!way) return held;
  const keys = keysOf(way);
  const told = new Set<string>();
  const parts = way.steps.flatMap((step): Part[] => {
    const fresh = keys.filter(({ before, key }) => before === step.id && !told.has(key));
    for (const { key } of fresh) told.add(key);
    return [...fresh.map(({ id, key }) => lookPart(id, key)), ownPart(article, way, step)];
  });
  return [...held, ...parts];
}

/** The registry keys of a way, each with the first step that names it. One that changes the registry and names none is asked about all the same. */
function keysOf(way: ImportedWay): { id: string; key: string; before: string }[] {
  const risky = way.steps.filter(({ risks }) => risks.includes('registry'));
  const named = risky.flatMap((step) => step.keys.map((key) => ({ key, before: step.id })));
  const [first] = risky;
  const all = named.length === 0 && first ? [{ key: '', before: first.id }] : named;
  const once = all.filter(({ key }, at) => all.findIndex((one) => one.key === key) === at).slice(0, MOST_KEYS);
  return once.map((one, at) => ({ ...one, id: `look-${way.option}-${at + 1}` }));
}

/** Where a key is saved: eight letters at most, since the disk may be FAT. */
const fileOf = (id: string) => `${id.replace(/[^0-9a-z]/g, '').slice(0, 8)}.reg`;

function lookPart(id: string, key: string): Part {
  const copy =
    key === ''
      ? []
      : [
          { label: steps.keyLabel, text: key },
          { label: say.saveLabel, text: `reg export "${key}" ${fileOf(id)}` },
        ];
  return part(id, say.lookTitle, { task: 'look', looksAt: key }, () => ({
    claims: [ownWords(key === '' ? say.lookNoKey : say.lookWhy), ownWords(say.lookAsk)],
    copy,
    below: key === '' ? [] : [ownWords(say.saveOld)],
  }));
}

function ownPart(article: Article, way: ImportedWay, step: ImportedStep): Part {
  const changes = step.risks.some((risk) => risk !== 'service') ? { changes: step.id } : {};
  const isBefore = step.number === undefined && way.steps.some(({ number }) => number !== undefined);
  const title =
    step.number !== undefined
      ? say.stepTitle(step.number, way.title)
      : isBefore
        ? say.beforeTitle
        : way.title || article.title;
  return part(step.id, title, changes, () => ({ claims: [], blocks: importedBlocks(step.blocks) }));
}

/** What was carried out of it, the last first: how each is taken back, as far as anybody can know. */
export function importedUndo(article: Article, kept: Case): Part[] {
  const done = (kept.carriedOut ?? []).filter(({ articleId }) => articleId === article.id).toReversed();
  const ways = article.imported?.ways ?? [];
  return done.flatMap(({ setting }) => {
    const way = ways.find(({ steps: all }) => all.some(({ id }) => id === setting));
    const step = way?.steps.find(({ id }) => id === setting);
    return way && step ? [undoPart(article, kept, way, step)] : [];
  });
}

function undoPart(article: Article, kept: Case, way: ImportedWay, step: ImportedStep): Part {
  const all = keysOf(way);
  const own = all.filter(({ key, before }) => step.keys.includes(key) || before === step.id);
  // A step that only says "add a value" works in a key that an earlier one has named.
  const keys = own.length > 0 ? own : all;
  const noted = (kept.noted ?? []).filter(
    ({ articleId, key }) => articleId === article.id && keys.some((one) => one.key === key),
  );
  const isRegistry = step.risks.includes('registry');
  return part(`undo:${step.id}`, say.undoTitle(step.number, way.title || article.title), {}, () => ({
    claims: [ownWords(isRegistry ? say.undoRegistry : say.undoOther)],
    copy: isRegistry
      ? [
          ...noted.map(({ key, was }) => ({ label: say.wasLabel(key), text: was })),
          ...keys.flatMap(({ id, key }) =>
            key === '' ? [] : [{ label: say.backLabel, text: `reg import ${fileOf(id)}` }],
          ),
        ]
      : [],
    below: [ownWords(say.undoWhat), ownWords(step.blocks.map(textOf).join('\n'))],
  }));
}

/** The case with what was read at a key before anything in it was changed. */
export function withNoted(kept: Case, articleId: string, key: string, was: string): Case {
  const others = (kept.noted ?? []).filter((one) => one.articleId !== articleId || one.key !== key);
  return { ...kept, noted: [...others, { articleId, key, was: was.slice(0, LONGEST_WAS) }].slice(-20) };
}
