import { diagnose } from '../../knowledge/diagnose.ts';
import type { Knowledge } from '../../knowledge/load-knowledge.ts';
import { FOREIGN_PASTES } from '../fixtures/foreign-pastes.ts';
import { confusionPastes } from './confusion.ts';

/** What was said of the first article of a paste, and whether it was right. */
export interface Said {
  confidence: number;
  right: boolean;
  foreign: boolean;
}

/** Diagnoses what the articles hold back, pastes about none, and foreign ones; those that name no article say nothing. */
export function calibration(knowledge: Knowledge): Said[] {
  const own = confusionPastes(knowledge).map(({ article, text }) => ({
    text,
    right: article && (knowledge.articles.get(article)?.sameFailureAs ?? article),
    foreign: false,
  }));
  const foreign = FOREIGN_PASTES.map((text) => ({ text, right: undefined, foreign: true }));
  return [...own, ...foreign].flatMap((paste) => {
    const [first] = diagnose(knowledge, paste.text).matches;
    if (!first) return [];
    return [{ confidence: first.confidence, right: first.article === paste.right, foreign: paste.foreign }];
  });
}
