import type { Article, Claim, Setting } from '../../knowledge/article.ts';
import { currentReading } from '../../knowledge/judge-number.ts';
import { wayQuestion } from '../../knowledge/library/imported.ts';
import { type Question, VALUE_QUESTION } from '../../knowledge/question.ts';
import type { At } from './at.ts';

/** One thing that the form asks: a question with its options, or the number of the setting. */
export type Field = { id: string; question: Question } | { id: typeof VALUE_QUESTION; setting: Setting };

type Facts = Pick<At, 'knowledge' | 'case' | 'answers'>;

const names = (id: string, claims: readonly Claim[]) => claims.some(({ when }) => when !== undefined && id in when);

/** Whether an answer can still change what the article says or does. */
function matters(id: string, article: Article): boolean {
  const { evidence, steps, otherVersions, settings } = article;
  const weighs = [...evidence.for, ...evidence.against].some((item) => item.question === id);
  const opensEditor = steps.some((step) => 'change' in step || ('risk' in step && step.risk.includes('registry')));
  return (
    weighs ||
    id === wayQuestion(article.id) ||
    (id === 'version' && (otherVersions.length > 0 || settings.some((one) => one.otherSpellings.length > 0))) ||
    (id === 'windows' && opensEditor) ||
    steps.some(
      (step) =>
        ('when' in step && step.when !== undefined && id in step.when) || ('say' in step && names(id, step.say)),
    ) ||
    [article.cause, article.symptoms, article.solved, article.unsolved].some((claims) => names(id, claims))
  );
}

/** What is not known yet and worth asking, the deciding number first, then in the order of the article. */
export function openFields({ knowledge, case: kept, answers }: Facts, article: Article): Field[] {
  const [setting] = article.settings;
  const value: Field[] =
    setting && currentReading(setting, kept.known) === undefined && !(VALUE_QUESTION in kept.known.answers)
      ? [{ id: VALUE_QUESTION, setting }]
      : [];
  const asked = article.questions.flatMap((id): Field[] => {
    const question = knowledge.questions.get(id);
    return question && !answers.has(id) && matters(id, article) ? [{ id, question }] : [];
  });
  return [...value, ...asked];
}

/** The fields that the screen shows; none where no form is open. */
export function fieldsHere(at: Pick<At, 'knowledge' | 'case' | 'answers' | 'open'>): Field[] {
  const kind = at.open?.screen.kind;
  return at.open && (kind === 'form' || kind === 'diagnosis') ? openFields(at, at.open.article) : [];
}

const NUMBER_TASKS: ReadonlySet<string> = new Set(['note', 'change', 'verify']);

/** Whether a number would answer what is shown. */
export function asksNumber(at: At): boolean {
  const { open } = at;
  if (open?.screen.kind === 'step') return NUMBER_TASKS.has(open.screen.task);
  return open?.screen.id === 'not-confirmed' || fieldsHere(at).some(({ id }) => id === VALUE_QUESTION);
}
