import { verdictOf } from '../../knowledge/diagnose.ts';
import { isEvidence } from '../../knowledge/evidence-index.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { matchArticles } from '../../knowledge/match-articles.ts';
import { UNKNOWN_ANSWER } from '../../knowledge/question.ts';
import { type Heard, optionOf } from '../reading/sayings.ts';
import type { Case } from '../walking/case.ts';
import { enter } from '../walking/walk-article.ts';
import { ledBy, reply } from './compose-reply.ts';
import { chooseReply, nothingReply, unknownReply } from './diagnosis-reply.ts';
import { CHOICES, phrases, text } from './phrases.ts';
import type { Block, Reply } from './reply.ts';

/** Asked when events are pasted while an article is open. */
export function newOrSame(count: number, kept: Case): Reply {
  return reply(
    'question',
    phrases.newOrSameTitle,
    [text(phrases.newOrSame(count))],
    [CHOICES.sameCase, CHOICES.newCase, CHOICES.back],
    kept.cursor?.articleId,
  );
}

/** What is known leads to an article (`entered`), or to something to say. */
export type Chosen = { entered: true; kept: Case; lead: Block[] } | { entered: false; kept: Case; reply: Reply };

/** Takes an answer while no article is open: an option of the question asked, or bare ids of events. */
function withAnswer(knowledge: Knowledge, kept: Case, heard: Heard): { kept: Case; lead: Block[] } {
  const question = knowledge.questions.get(kept.asked ?? '');
  const option = question && (heard.answer.kind === 'skip' ? UNKNOWN_ANSWER : optionOf(heard, question));
  if (question && option !== undefined)
    return {
      kept: { ...kept, known: { ...kept.known, answers: { ...kept.known.answers, [question.id]: option } } },
      lead: [],
    };
  const ids = heard.result.bareNumbers.filter((number) => isEvidence(knowledge.index, number.value));
  if (ids.length === 0) return { kept, lead: [text(question ? phrases.noQuestionHere : phrases.notUnderstood)] };
  // While events are looked for, a number that some article lists is one of them; at the very beginning it may be anything.
  if (kept.known.events.length === 0)
    return { kept, lead: [text(phrases.bareNumbers([...new Set(ids.map((id) => id.value))].slice(0, 5)))] };
  const said = ids.slice(0, 10).map((id) => ({ eventId: id.value, text: '', codes: [], line: id.line }));
  return { kept: { ...kept, known: { ...kept.known, events: [...kept.known.events, ...said] } }, lead: [] };
}

/** Finds the article, or says what is missing. `heard` is undefined when the utterance has been used up already. */
export function choose(knowledge: Knowledge, before: Case, heard: Heard | undefined): Chosen {
  const { kept, lead } = heard ? withAnswer(knowledge, before, heard) : { kept: before, lead: [] };
  const matches = matchArticles(knowledge, kept.known);
  const [first] = matches;
  switch (verdictOf(kept.known, matches)) {
    case 'match':
      return first
        ? { entered: true, kept: enter(kept, first.article), lead }
        : { entered: false, kept, reply: nothingReply('') };
    case 'choose': {
      const { reply: said, asked } = chooseReply(knowledge, kept, matches);
      const { asked: _before, ...rest } = kept;
      return { entered: false, kept: asked === undefined ? rest : { ...rest, asked }, reply: ledBy(lead, said) };
    }
    case 'unknown':
      return { entered: false, kept, reply: ledBy(lead, unknownReply(kept)) };
    case 'nothing': {
      const bare = heard && heard.result.bareNumbers.length > 0;
      const said = nothingReply(heard?.begins ?? '');
      return { entered: false, kept, reply: bare ? ledBy(lead, said) : said };
    }
  }
}
