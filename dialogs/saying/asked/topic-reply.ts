import { topics } from '../../../knowledge/topics.ts';
import { type Heard, saying } from '../../reading/sayings.ts';
import type { At } from '../../walking/at.ts';
import { claimBlocks } from '../claim-blocks.ts';
import { codeLines } from '../diagnosis-reply.ts';
import { inPassing, undoAnswer } from '../interruption.ts';
import { CHOICES, phrases, text } from '../phrases.ts';
import { asks } from '../phrases-asks.ts';
import type { Block, Reply } from '../reply.ts';
import { eventNames } from './case-events.ts';
import { FROM, meaningBlocks } from './topic-answers.ts';

const MOST_NAMED = 4;

/** What the articles that still fit say about it, each under its id. */
function ofCandidates(at: At, topic: string): Block[] {
  if (at.open) return [];
  return at.matches.slice(0, 3).flatMap(({ article }) => {
    const claims = article.answers[topic];
    return claims ? [text(`**${article.id}**`), ...claimBlocks(claims, at.answers)] : [];
  });
}

/** What fits what was pasted, where nobody knows the answer for it. */
function unanswered(at: At, inGeneral: boolean): Block[] {
  const { open, case: kept, matches } = at;
  if (open) return [text(asks.notInArticle)];
  const events = eventNames(kept.known.events, MOST_NAMED);
  if (matches.length > 1 && events.length > 0) return [text(asks.depends)];
  return [text(events.length > 0 ? asks.readAndUnanswered(events, inGeneral) : phrases.topicNeedsArticle)];
}

/** The answer to one topic: the article's own, else what the data say, else what is true in general, each as what it is. */
export function topicBlocks(at: At, heard: Heard, name: string): Block[] {
  const topic = topics().get(name);
  if (!topic) return [];
  const own = at.open?.article.answers[name];
  if (own) return claimBlocks(own, at.answers);
  const derived = [...ofCandidates(at, name), ...topic.from.flatMap((from) => FROM[from](at, heard))];
  const general = claimBlocks(topic.general, at.answers);
  if (derived.length > 0) return at.open ? derived : [...derived, ...general];
  return [...unanswered(at, general.length > 0), ...general];
}

/** What is asked about at any point; several topics in one line are answered one below the other. */
export function topicReply(at: At, heard: Heard): Reply {
  const asked = saying(heard, 'topic')?.topics ?? [];
  const [first = ''] = asked;
  if (first === 'how_to_undo' && asked.length === 1 && at.open && at.open.plan.undo.length > 0) return undoAnswer(at);
  const blocks = asked.flatMap((name, place) => [
    ...(place > 0 ? [text(`**${topics().get(name)?.title ?? name}**`)] : []),
    ...topicBlocks(at, heard, name),
  ]);
  const title = topics().get(first)?.title ?? phrases.noTopicTitle;
  return inPassing(at, title, blocks, at.case.change?.made ? [CHOICES.undo] : []);
}

/** "What does that mean": the events that are named, or those of the case, and the codes in them. */
export function meaningReply(at: At, heard: Heard): Reply {
  const { events } = at.case.known;
  const numbers = new Set(heard.result.bareNumbers.map(({ value }) => value));
  const named = events.filter(({ eventId }) => numbers.has(eventId));
  const codes = codeLines(at.case);
  const told = meaningBlocks(named.length > 0 ? named : events, at.knowledge.shelf);
  const list: Block[] = named.length === 0 && codes.length > 0 ? [{ kind: 'list', items: codes }] : [];
  return inPassing(at, asks.meaningTitle, [...told, ...list]);
}
