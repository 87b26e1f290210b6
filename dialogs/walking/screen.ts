import type { Risk, Shown } from '../../knowledge/article/doing.ts';
import type { Article, Claim } from '../../knowledge/article.ts';
import type { Drawing } from '../saying/drawing.ts';
import type { Block } from '../saying/reply.ts';

export type { Risk };

/** What a step asks of the person, beyond doing it. */
export type Task =
  | 'do'
  /** passed over only by saying so */
  | 'backup'
  /** asks for the old number */
  | 'note'
  /** asks what stands in a registry key, in words */
  | 'look'
  /** changes the setting; another number can be named */
  | 'change'
  /** asks what the number is now */
  | 'verify'
  /** takes the change back */
  | 'restore'
  /** leads into another article and comes back */
  | 'article';

/** What a step shows. */
export interface StepContent {
  /** in place of the claims: pieces in an order of their own, each of them shown whole */
  blocks?: readonly Block[];
  /** what to do, first of all */
  claims: readonly Claim[];
  /** below what is copied: how it is done there, and the caution */
  below: readonly Claim[];
  /** folded: the other editor, reasons, asides */
  more: readonly { title: string; claims: readonly Claim[]; picture?: { drawing: Drawing; alt: string } }[];
  copy: NonNullable<Shown['copy']>;
  links?: Shown['links'];
  table?: Shown['table'];
  pictures?: Shown['pictures'];
  files: readonly { name: string; text: string; why: string }[];
}

export interface StepScreen {
  kind: 'step';
  id: string;
  title: string;
  task: Task;
  /** made when it is asked for: a plan has a dozen steps, and a turn shows one */
  content: () => StepContent;
  optional: boolean;
  /** the number that is known and only to be confirmed */
  knows?: string;
  /** after this step it can be seen whether it helped */
  asksOutcome?: true;
  /** a follow-up: how long to wait for it */
  after?: string;
  /** counts from 1 */
  step: number;
  of: number;
  /** leaving it forward says that this setting was changed */
  changes?: string;
  /** for the task `article` */
  articleId?: string;
  /** for the task `look`: the key, '' where the article spells out none */
  looksAt?: string;
}

/** How an article ends. */
export type Ending = 'not-confirmed' | 'version-stop' | 'outcome' | 'solved' | 'unsolved' | 'undone';

/** One thing shown at a time. A plan is a list of these; ids are stable while answers make a plan grow or shrink. */
export type Screen =
  | { kind: 'diagnosis'; id: 'diagnosis' }
  /** all that is asked, as far as it is not known */
  | { kind: 'form'; id: 'form' }
  | { kind: 'other-version'; id: 'other-version'; articleId: string }
  | { kind: 'other-cause'; id: 'other-cause'; articleId: string }
  | { kind: 'warning'; id: 'warning'; risks: readonly Risk[]; more: readonly Claim[] }
  | StepScreen
  | { kind: 'ending'; id: Ending };

/** Everything an article can show in this case. */
export interface Plan {
  /** in order; `next` goes through them */
  screens: readonly Screen[];
  /** entered by "undo" only */
  undo: readonly StepScreen[];
  /** a step of this plan can break something, so no step is shown before the warning was agreed to */
  risky: boolean;
}

/** An article with its plan as it stands after what is known now. */
export interface OpenArticle {
  article: Article;
  plan: Plan;
  /** the screen the case stands at */
  screen: Screen;
}

/** Whether this place asks if the fix has helped. */
export const asksOutcome = ({ screen }: OpenArticle): boolean =>
  screen.kind === 'step' ? screen.asksOutcome === true : screen.kind === 'ending' && screen.id === 'outcome';
