import { diagnose } from '../diagnose.ts';
import type { Knowledge } from '../load-knowledge.ts';
import { type Problem, tellProblems } from '../yaml-file.ts';

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** What became of the pastes of an article. */
export interface PastesTried {
  /** samples that do not lead to it, one sentence each */
  problems: string[];
  /** held-back pastes that do not: they measure how well the evidence decides, and stop nothing */
  missed: string[];
}

/**
 * Tries every paste of an article.
 * @param name of its file, as problems tell it
 * @param text of its file
 */
export function tryPastes(knowledge: Knowledge, id: string, name: string, text: string): PastesTried {
  const article = knowledge.articles.get(id);
  if (!article) return { problems: [], missed: [] };
  const wanted = article.sameFailureAs ?? id;
  const tried = (key: string, pastes: readonly string[]) =>
    pastes.flatMap((paste, at): Problem[] => {
      const [first] = diagnose(knowledge, paste).matches;
      return first?.article === wanted ? [] : [{ path: [key, at], message: whyNot(wanted, first) }];
    });
  const heldBack = article.heldBack.map(({ paste }) => paste);
  return {
    problems: tellProblems(name, text, tried('samples', article.samples)),
    missed: tellProblems(name, text, tried('heldBack', heldBack)),
  };
}

function whyNot(wanted: string, first: { article: string; confidence: number } | undefined): string {
  if (!first)
    return `leads to no article; write an event, a code, a line or words into \`evidence.for\` of ${wanted} that this paste has`;
  return `leads to ${first.article} (${percent(first.confidence)}) and not to ${wanted}; add what tells the two apart, or what speaks against ${first.article}`;
}
