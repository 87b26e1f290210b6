import { verdictOf } from '../../knowledge/diagnose.ts';
import { timesOf } from '../../knowledge/recognizer/fold-events.ts';
import type { At } from '../walking/at.ts';
import { enter } from '../walking/walk-article.ts';
import { soundsReply } from './asked/sounds-reply.ts';
import { reply } from './compose-reply.ts';
import { chooseReply, nothingReply, unknownReply } from './diagnosis-reply.ts';
import { CHOICES, phrases, text } from './phrases.ts';
import type { Reply } from './reply.ts';

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

/** Finds the article, or says what is missing. */
export function choose(at: At): Chosen {
  const [first] = at.matches;
  switch (verdictOf(at.knowledge, at.case.known, at.matches)) {
    case 'match':
      return first ? { at: at.with(enter(at.case, first.article)) } : { at, reply: nothingReply('') };
    case 'choose': {
      const { reply: said, asked } = chooseReply(at);
      const { asked: _before, ...rest } = at.case;
      return { at: at.with(asked === undefined ? rest : { ...rest, asked }), reply: said };
    }
    case 'unknown':
      return { at, reply: unknownReply(at.case) };
    case 'nothing':
      return at.case.sounds ? soundsLike(at) : { at, reply: nothingReply('') };
  }
}
