import type { At } from '../../walking/at.ts';
import { asksOutcome, type OpenArticle } from '../../walking/screen.ts';
import { followUpsLeft } from '../../walking/walk-article.ts';
import { inPassing } from '../interruption.ts';
import { text } from '../phrases.ts';
import { outcome } from '../phrases-diagnosis.ts';
import type { Block, Reply } from '../reply.ts';
import { screenReply } from '../screen-reply.ts';
import { reminders } from './phrases-reminders.ts';

/** That it is set, and until when; the buttons of the place stay. */
export function reminderSet(at: At, wait: number): Reply {
  const due = new Date(at.now.getTime() + wait);
  return inPassing(at, reminders.setTitle, [text(reminders.set(wait, due)), text(reminders.untilThen)]);
}

/** What a person reads who is reminded: a small card at the place where the case stands, with its buttons. */
export function reminderReply(at: At): Reply {
  const { open } = at;
  if (!open) return inPassing(at, reminders.title, [text(reminders.asked)]);
  if (asksOutcome(open)) return small(at, open, outcome.askTitle, open.article.title);
  const later = laterAt(at, open);
  return later === undefined
    ? inPassing(at, reminders.title, [text(reminders.asked)])
    : small(at, open, reminders.time, later);
}

/** The follow-up that is next at this place. */
function laterAt({ case: kept }: At, open: OpenArticle): string | undefined {
  if (open.screen.kind === 'ending' && open.screen.id === 'solved') return followUpsLeft(kept, open)[0]?.title;
  return undefined;
}

function small(at: At, open: OpenArticle, title: string, about: string): Reply {
  const { screen, choices } = screenReply(at, open);
  const blocks: Block[] = [text(reminders.asked), text(reminders.about(about))];
  return { screen, title, blocks, choices, files: [] };
}
