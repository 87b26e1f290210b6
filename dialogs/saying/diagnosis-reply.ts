import type { FamilyId } from '../../knowledge/codes/code-families.ts';
import { explainCode } from '../../knowledge/codes/explain-code.ts';
import { saysWhose } from '../../knowledge/diagnose.ts';
import { describeEvidence } from '../../knowledge/evidence/describe-evidence.ts';
import { type Hresult, toHresult } from '../../knowledge/hresult.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import type { ArticleMatch } from '../../knowledge/match-articles.ts';
import type { Repeats } from '../../knowledge/recognizer/event-record.ts';
import { repeatsOf, timesOf } from '../../knowledge/recognizer/fold-events.ts';
import { linesIn } from '../../knowledge/signs.ts';
import type { At } from '../walking/at.ts';
import type { Case } from '../walking/case.ts';
import type { OpenArticle, Screen } from '../walking/screen.ts';
import { separatingQuestion, tellingEvents } from '../walking/separating-question.ts';
import { kindsOf } from './asked/event-kinds.ts';
import { type Provided, providedBlocks } from './asked/provided-blocks.ts';
import { claimBlocks, linkBlocks } from './claim-blocks.ts';
import { questionReply, reply } from './compose-reply.ts';
import { DRAWN_AT_MOST } from './drawing.ts';
import { formFields, lookUp } from './form-reply.ts';
import { CHOICES, phrases, text } from './phrases.ts';
import { drawn } from './phrases-beside.ts';
import { diagnosis } from './phrases-diagnosis.ts';
import { plainName, plainTime } from './plain-name.ts';
import type { Block, Reason, Reply } from './reply.ts';
import { triageReply } from './triage-reply.ts';

const MOST_SHOWN = 12;
const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** One line for a code: its form, name and meaning. */
function codeLine(code: Hresult, as: FamilyId | undefined): string {
  const told = explainCode(code, as);
  return diagnosis.code(told.code, told.name, told.meaning);
}

export function codeLines(kept: Case): string[] {
  const mentions = [...kept.known.codes, ...kept.known.events.flatMap((event) => event.codes)];
  const codes = [...new Map(mentions.map((mention) => [mention.code, mention])).values()];
  return codes.slice(0, MOST_SHOWN).flatMap(({ code, as }) => {
    const known = toHresult(code);
    return known === undefined ? [] : [codeLine(known, as)];
  });
}

function severalComputers(kept: Case): Block[] {
  const names = unique(kept.known.events.flatMap((event) => (event.computer ? [event.computer.toUpperCase()] : [])));
  return names.length > 1 ? [text(diagnosis.computers(names.slice(0, 5).map(plainName)))] : [];
}

const evidenceLines = (knowledge: Knowledge, match: ArticleMatch | undefined, speaksFor: boolean) =>
  (match?.evidence ?? [])
    .filter((found) => found.for === speaksFor)
    .map((found) => diagnosis.evidence(describeEvidence(knowledge, found), found.line, repeatedIn(found.repeats)));

function evidenceBlocks(knowledge: Knowledge, match: ArticleMatch | undefined): Reason[] {
  return [
    ...(match
      ? [text(diagnosis.speaksFor), { kind: 'list', items: evidenceLines(knowledge, match, true) } as const]
      : []),
    ...(match && match.missing.length > 0 ? [text(diagnosis.missing(match.missing))] : []),
  ];
}

/** What speaks against it is said before anything is asked. */
function againstBlocks(knowledge: Knowledge, match: ArticleMatch | undefined): Block[] {
  const items = evidenceLines(knowledge, match, false);
  return items.length > 0 ? [text(diagnosis.speaksAgainst), { kind: 'list', items }] : [];
}

/** "x 312, first …, last …"; empty for what was there once. */
function repeatedIn(repeats: Repeats | undefined): string {
  return repeats ? diagnosis.repeated(repeats.times, plainTime(repeats.firstTime), plainTime(repeats.lastTime)) : '';
}

function recognised(kept: Case): Block {
  const codes = unique(kept.known.codes.map((mention) => mention.code)).length;
  const lines = linesIn(kept.known.signs);
  const events = timesOf(kept.known.events);
  const read = lines > 0 && events === 0 ? diagnosis.recognisedLines(lines) : diagnosis.recognised(events, codes);
  return text(kept.known.more ? `${read} ${diagnosis.more}` : read);
}

function unusedEvents(match: ArticleMatch | undefined, kept: Case): Reason[] {
  const used = new Set(match?.evidence.map((found) => found.item.event));
  const unused = unique(kept.known.events.map((event) => event.eventId)).filter((id) => !used.has(id));
  return unused.length > 0
    ? [text(diagnosis.unused(unused.slice(0, MOST_SHOWN), Math.max(0, unused.length - MOST_SHOWN)))]
    : [];
}

function referenceBlock({ title, reference, product, versions }: OpenArticle['article']): Reason {
  return text(diagnosis.reference(title, reference, [product, versions.join(', ')].join(' ').trimEnd()));
}

/** The first screen of an article that a step led into, or of a how-to: it is no diagnosis, so nothing is said to point to it. */
function ledInto(at: At, article: OpenArticle['article']): Reply {
  const fields = formFields(at);
  const cause = [...claimBlocks(article.cause, at.answers), ...linkBlocks(article.links)];
  const blocks: Block[] = [
    ...claimBlocks(article.symptoms, at.answers),
    { kind: 'folded', title: diagnosis.why, blocks: cause },
    ...lookUp(at),
    referenceBlock(article),
  ];
  const on = fields.length > 0 ? CHOICES.goOn : CHOICES.next;
  const said = reply('diagnosis', article.title, blocks, [on, CHOICES.others, CHOICES.startOver], article.id);
  return fields.length > 0 ? { ...said, form: fields } : said;
}

/** What was seen of the events, how often, and what would belong to them. */
function eventsPicture({ known }: Case, match: ArticleMatch | undefined): Reason {
  const kinds = Map.groupBy(known.events, (event) => event.eventId);
  const missing = match?.missing ?? [];
  const rows = [
    ...[...kinds].map(([id, same]) => ({ label: String(id), count: timesOf(same) })),
    ...missing.map((id) => ({ label: String(id), count: 0 })),
  ].slice(0, DRAWN_AT_MOST.rows);
  return {
    kind: 'drawing',
    drawing: { of: 'events', rows },
    alt: drawn.events([...kinds.keys()].slice(0, DRAWN_AT_MOST.rows), missing),
  };
}

/** The first screen of an article: what was read, what it points to, how sure, why, and what was left over. */
export function diagnosisReply(at: At, { article }: OpenArticle): Reply {
  const { knowledge, case: kept, matches, answers } = at;
  const match = matches.find((one) => one.article.id === article.id);
  const onlyWords = kept.known.events.length + kept.known.codes.length + linesIn(kept.known.signs) === 0;
  if (kept.parents.length > 0 || article.evidence.for.length === 0 || onlyWords) return ledInto(at, article);
  const codes = codeLines(kept);
  const why = [
    eventsPicture(kept, match),
    ...evidenceBlocks(knowledge, match),
    ...(codes.length > 0 ? [text(diagnosis.codes), { kind: 'list', items: codes } as const] : []),
    ...unusedEvents(match, kept),
    text(diagnosis.symptoms),
    ...claimBlocks(article.symptoms, answers),
    text(diagnosis.cause),
    ...claimBlocks(article.cause, answers),
    ...linkBlocks(article.links),
    referenceBlock(article),
  ];
  const blocks: Block[] = [
    recognised(kept),
    text(diagnosis.pointsTo(article.names)),
    ...(match ? [text(diagnosis.howSure(match.confidence))] : []),
    ...againstBlocks(knowledge, match),
    ...severalComputers(kept),
    { kind: 'folded', title: diagnosis.why, blocks: why },
    ...lookUp(at),
  ];
  const fields = formFields(at);
  const on = fields.length > 0 ? CHOICES.goOn : CHOICES.next;
  const said = reply('diagnosis', diagnosis.title, blocks, [on, CHOICES.others, CHOICES.startOver], article.id);
  return fields.length > 0 ? { ...said, form: fields } : said;
}

/** Said when the answers, or the version, lead from the open article to another one. */
export function otherArticleReply(
  { knowledge, answers }: At,
  open: OpenArticle,
  screen: Extract<Screen, { articleId: string; id: string }>,
): Reply {
  const other = knowledge.articles.get(screen.articleId);
  const rule = open.article.otherVersions.find((one) => one.versions.includes(answers.get('version') ?? ''));
  const version = screen.kind === 'other-version';
  const blocks: Block[] = [
    ...(version && rule ? claimBlocks(rule.say, answers) : []),
    ...(other ? [text(diagnosis.otherCause(other.id, other.names)), text(diagnosis.openIt(other.id))] : []),
  ];
  const title = version ? diagnosis.otherVersionTitle : diagnosis.otherCauseTitle;
  return reply('choose', title, blocks, [CHOICES.goTo(screen.articleId), CHOICES.stay, CHOICES.back], open.article.id);
}

/** Several causes fit: which, what to look for, and the one question that separates them best. */
export function chooseReply({ knowledge, case: kept, matches, answers }: At): {
  reply: Reply;
  asked: string | undefined;
} {
  const question = separatingQuestion(knowledge, answers, matches);
  const telling = tellingEvents(matches, kept.known);
  const shown = matches.slice(0, 5);
  const [first] = shown;
  const title = shown.length === 1 ? diagnosis.oneTitle : diagnosis.chooseTitle;
  const codes = codeLines(kept);
  const blocks: Block[] = [
    recognised(kept),
    text(diagnosis.choose(shown.length)),
    {
      kind: 'list',
      items: shown.map((match) => diagnosis.candidate(match.article.id, match.article.names, match.confidence)),
    },
    ...(first && !saysWhose(knowledge, kept.known, first) ? [text(diagnosis.whichSource())] : []),
    ...(codes.length > 0 ? [text(diagnosis.codes), { kind: 'list', items: codes } satisfies Block] : []),
    ...(telling.length > 0 ? [text(diagnosis.lookFor(telling))] : []),
    ...severalComputers(kept),
  ];
  if (!question) {
    const open = shown.slice(0, 3).map((match) => CHOICES.goTo(match.article.id));
    return {
      reply: reply(
        'choose',
        title,
        [...blocks, text(shown.length === 1 ? diagnosis.onlyOne : diagnosis.noQuestion)],
        [...open, CHOICES.human],
      ),
      asked: undefined,
    };
  }
  const asking = questionReply(question);
  const said = [...blocks, text(diagnosis.askWhich), text(`**${asking.title}**`), ...asking.blocks];
  const choices = [...asking.choices, ...(first ? [CHOICES.goTo(first.article.id)] : [])];
  return { reply: reply('choose', title, said, choices), asked: question.id };
}

/** Events or codes were read, but no article names them: what they are, and what to do next. */
export function unknownReply({ case: kept, knowledge: { shelf } }: At): Reply {
  const told = triageReply(kept, codeLines(kept), shelf);
  return told ?? undescribedReply(kept, shelf);
}

const MOST_PROVIDED = 4;

/** Events that nobody but the machine's own providers has described, and codes alone. */
function undescribedReply(kept: Case, shelf: Provided): Reply {
  const kinds = kindsOf(kept.known.events);
  const shown = kinds.slice(0, MOST_SHOWN);
  const items = [
    ...shown.map(({ event: { eventId, source }, same }) =>
      diagnosis.unknownEvent(eventId, source && plainName(source), repeatedIn(repeatsOf(same))),
    ),
    ...(kinds.length > MOST_SHOWN ? [diagnosis.unknownMore(kinds.length - MOST_SHOWN)] : []),
    ...codeLines(kept),
  ];
  const provided = shown
    .map(({ event }) => providedBlocks(shelf, event.eventId, event.source))
    .filter((blocks) => blocks.length > 0)
    .slice(0, MOST_PROVIDED);
  return reply(
    'unknown',
    diagnosis.unknownTitle,
    [{ kind: 'list', items }, ...provided.flat(), text(diagnosis.unknownNext)],
    [CHOICES.human, CHOICES.startOver],
  );
}

/** Nothing was read. */
export function nothingReply(said: string): Reply {
  const quote: Block[] = said.trim() === '' ? [] : [{ kind: 'quote', text: said.trim().slice(0, 80) }];
  return reply(
    'nothing',
    phrases.nothingTitle,
    [...quote, ...phrases.nothing.map(text)],
    [CHOICES.example, CHOICES.help],
  );
}
