import type { Risk, Shown } from '../../knowledge/article/doing.ts';
import type { Article, Claim, Setting } from '../../knowledge/article.ts';
import type { Question } from '../../knowledge/question.ts';

export type { Risk };

/** What a step asks of the person, beyond doing it. */
export type Task =
  | 'do'
  /** passed over only by saying so */
  | 'backup'
  /** asks for the old number */
  | 'note'
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
  claims: readonly Claim[];
  copy: NonNullable<Shown['copy']>;
  links?: Shown['links'];
  table?: Shown['table'];
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
  /** counts from 1 */
  step: number;
  of: number;
  /** leaving it forward says that this setting was changed */
  changes?: string;
  /** for the task `article` */
  articleId?: string;
}

/** How an article ends. */
export type Ending = 'not-confirmed' | 'version-stop' | 'outcome' | 'solved' | 'unsolved' | 'undone';

/** One thing shown at a time. A plan is a list of these; ids are stable while answers make a plan grow or shrink. */
export type Screen =
  | { kind: 'diagnosis'; id: 'diagnosis' }
  | { kind: 'question'; id: string; question: Question }
  | { kind: 'value'; id: 'value'; setting: Setting }
  | { kind: 'other-version'; id: 'other-version'; articleId: string }
  | { kind: 'other-cause'; id: 'other-cause'; articleId: string }
  | { kind: 'cause'; id: 'cause' }
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
