import { verdictOf } from '../../knowledge/diagnose.ts';
import { timesOf } from '../../knowledge/recognizer/fold-events.ts';
import type { At } from '../walking/at.ts';
import { enter } from '../walking/walk-article.ts';
import { soundsReply } from './asked/sounds-reply.ts';
import { reply } from './compose-reply.ts';
import { chooseReply, codeLines, nothingReply, unknownReply } from './diagnosis-reply.ts';
import { importedChoice, importedFirst, importedOthers } from './imported/imported-choice.ts';
import { CHOICES, phrases, text } from './phrases.ts';
import { diagnosis } from './phrases-diagnosis.ts';
import type { Block, Reply } from './reply.ts';
import { triageReply } from './triage-reply.ts';

/** Asked when events are pasted while an article is open. */
export function newOrSame({ case: { pending, cursor } }: At): Reply {
  return reply(
    'question',
    phrases.newOrSameTitle,
    [text(phrases.newOrSame(timesOf(pending?.events ?? [])))],
    [CHOICES.sameCase, CHOICES.newCase, CHOICES.back],
    cursor?.articleId,
  );
}

/** What is known leads to an article, or to something to say. */
export type Chosen = { at: At; reply?: Reply };

/** Nothing but words is known: what they sound like, and the question that tells it apart. */
function soundsLike(at: At): Chosen {
  const { reply: told, asked } = soundsReply(at);
  const { asked: _before, ...rest } = at.case;
  return { at: at.with(asked ? { ...rest, asked: asked.id } : rest), reply: told };
}

/** No curated article names the events: the imported one that clearly does, those that may, or what the events mean by themselves. */
function importedChosen(at: At): Chosen {
  const clear = importedFirst(at);
  const article = clear && at.knowledge.articles.get(clear.id);
  if (article) return { at: at.with(enter(at.case, article)) };
  const codes = codeLines(at.case);
  const means = triageReply(at.case, codes, at.knowledge.shelf)?.blocks;
  const beside: Block[] = codes.length > 0 ? [text(diagnosis.codes), { kind: 'list', items: codes }] : [];
  return { at, reply: importedChoice(at, means ?? beside) ?? unknownReply(at) };
}

/** Beside curated articles that may fit, the imported ones. */
function withImported(at: At, said: Reply): Reply {
  const { blocks, choices } = importedOthers(at, '');
  return { ...said, blocks: [...said.blocks, ...blocks], choices: [...said.choices, ...choices] };
}

/** Finds the article, or says what is missing. */
export function choose(at: At): Chosen {
  const [first] = at.matches;
  switch (verdictOf(at.knowledge, at.case.known, at.matches)) {
    case 'match':
      return first ? { at: at.with(enter(at.case, first.article)) } : { at, reply: nothingReply('') };
    case 'choose': {
      const { reply: said, asked } = chooseReply(at);
      const { asked: _before, ...rest } = at.case;
      return { at: at.with(asked === undefined ? rest : { ...rest, asked }), reply: withImported(at, said) };
    }
    case 'unknown':
      return importedChosen(at);
    case 'nothing':
      return at.case.sounds ? soundsLike(at) : { at, reply: nothingReply('') };
  }
}
