import { articleNamed, type Knowledge } from '../../knowledge/load-knowledge.ts';
import { deedDone, type Heard, numberOf, optionOf, says } from '../reading/sayings.ts';
import { ledBy, reply } from '../saying/compose-reply.ts';
import { inPassing, interruption, ownData, serviceTrouble, undoAnswer } from '../saying/interruption.ts';
import { CHOICES, phrases, text } from '../saying/phrases.ts';
import { diagnosis } from '../saying/phrases-diagnosis.ts';
import type { Block, Choice, Reply } from '../saying/reply.ts';
import { changeOf } from './article-plan.ts';
import { type Case, newCase } from './case.ts';
import { isDrawn } from './drawn-buttons.ts';
import { asksNumber, changeNoted, here, type Route } from './route.ts';
import { withdrawn, withToldAnswers } from './route-facts.ts';
import { pasteRoute, pendingPaste } from './route-paste.ts';
import type { OpenArticle } from './screen.ts';
import { enter, goBack, goTo, openArticle } from './walk-article.ts';

const welcome = (lead: Block[]): Reply =>
  reply('welcome', phrases.welcomeTitle, [...lead, ...phrases.welcome.map(text)], [CHOICES.example, CHOICES.help]);

function fresh(kept: Case, now: Date, say: string): Extract<Route, { to: 'said' }> {
  // The turn count goes on, so that no button of the old case can pass for one of the new.
  return { to: 'said', kept: { ...newCase(now), turn: kept.turn }, reply: welcome([text(say)]) };
}

/** An article that changed, or went, under the conversation. Its agreement no longer holds, since the revision is part of it. */
function revised(knowledge: Knowledge, kept: Case): Route | undefined {
  if (!kept.cursor) return undefined;
  const article = knowledge.articles.get(kept.cursor.articleId);
  if (!article) {
    const { cursor: _gone, ...rest } = kept;
    return here({ ...rest, trail: [], parents: [] }, [text(phrases.gone(kept.cursor.articleId))]);
  }
  if (article.revision === kept.cursor.revision) return undefined;
  return here({ ...enter(kept, article), parents: [] }, [text(phrases.revised(article.id))]);
}

function undo(knowledge: Knowledge, kept: Case, open: OpenArticle | undefined): Route {
  const owner = kept.change && knowledge.articles.get(kept.change.articleId);
  const atChange = open?.screen.kind === 'step' && open.screen.task === 'change';
  const change = open && changeOf(open.article, kept);
  if (atChange && change && !kept.change?.made)
    return here(goTo(knowledge, { ...kept, change: { ...change, made: true } }, 'undo:restore'), []);
  if (!kept.change?.made || !owner)
    return {
      to: 'said',
      kept,
      reply: inPassing(knowledge, kept, phrases.topics.how_to_undo, [text(phrases.nothingToUndo)]),
    };
  const inArticle = open?.article.id === owner.id ? kept : enter(kept, owner);
  return here(goTo(knowledge, inArticle, 'undo:restore'), []);
}

/** What only sounds like giving the case up is asked about; the words themselves, or the button, do it. */
function putsAside(knowledge: Knowledge, kept: Case, { answer }: Heard): { say: string; choice: Choice } | undefined {
  const empty = kept.known.events.length + kept.known.codes.length === 0 && !kept.cursor;
  const noted = changeNoted(knowledge, kept);
  const leaves = answer.kind === 'start-over' || answer.kind === 'new-case';
  // The old number of a change is only noted here; whoever leaves the case should have read it once more.
  if (noted && leaves && !answer.sure) return { say: phrases.changeNoted(...noted), choice: CHOICES.startOverNow };
  if (noted && answer.kind === 'delete-data' && !answer.sure)
    return { say: phrases.changeNotedDelete(...noted), choice: CHOICES.deleteDataNow };
  if (answer.exact || empty) return undefined;
  if (answer.kind === 'start-over' || answer.kind === 'new-case')
    return { say: phrases.startOverHow, choice: CHOICES.startOver };
  return answer.kind === 'delete-data' ? { say: phrases.deleteHow, choice: CHOICES.deleteData } : undefined;
}

function moves(
  knowledge: Knowledge,
  kept: Case,
  open: OpenArticle | undefined,
  heard: Heard,
  now: Date,
): Route | undefined {
  const { answer } = heard;
  const puts = putsAside(knowledge, kept, heard);
  if (puts)
    return { to: 'said', kept, reply: inPassing(knowledge, kept, phrases.asideTitle, [text(puts.say)], [puts.choice]) };
  switch (answer.kind) {
    case 'start-over':
    case 'new-case':
      return fresh(kept, now, phrases.startedOver);
    case 'delete-data':
      return { ...fresh(kept, now, phrases.deleted), asks: 'forget' };
    case 'show-data':
      return { to: 'said', kept, reply: ownData(knowledge, kept), asks: 'show' };
    case 'stop':
      return {
        to: 'said',
        kept,
        reply: reply(
          'help',
          phrases.stoppedTitle,
          [text(phrases.stopped)],
          [CHOICES.whereAmI, CHOICES.startOver],
          open?.article.id,
        ),
      };
    case 'repeat':
      return here(kept, []);
    case 'back': {
      const before = goBack(knowledge, kept);
      return here(before, before.cursor?.screen === kept.cursor?.screen ? [text(phrases.noFurtherBack)] : []);
    }
    case 'undo':
      // What only sounds like it is answered: taking a change back stops services, and "before the change" is no order.
      return answer.exact ? undo(knowledge, kept, open) : { to: 'said', kept, reply: undoAnswer(knowledge, kept) };
    case 'example':
      return {
        to: 'said',
        kept,
        reply: reply(
          'help',
          phrases.exampleTitle,
          [text(phrases.exampleSay), { kind: 'copy', label: phrases.exampleTitle, text: phrases.example.join('\n') }],
          [CHOICES.help],
        ),
      };
    case 'greeting':
      return kept.cursor || kept.known.events.length > 0 ? here(kept, []) : { to: 'said', kept, reply: welcome([]) };
    case 'go-to': {
      const article = articleNamed(knowledge, answer.articleId);
      const step = article && open?.screen.kind === 'step' && open.screen.articleId === article.id;
      if (!article)
        return {
          to: 'said',
          kept,
          reply: inPassing(knowledge, kept, diagnosis.unknownTitle, [text(phrases.noSuchArticle(answer.articleId))]),
        };
      return step ? undefined : here({ ...enter(kept, article), parents: [] }, []);
    }
    default:
      return undefined;
  }
}

/** Whether the words answer what the screen asks. Then a classifier's guess at another meaning does not count. */
function answersScreen(open: OpenArticle | undefined, kept: Case, knowledge: Knowledge, heard: Heard): boolean {
  if (says(heard, 'question') || heard.answer.exact) return false;
  const asked =
    open?.screen.kind === 'question'
      ? open.screen.question
      : open
        ? undefined
        : knowledge.questions.get(kept.asked ?? '');
  if (asked) return optionOf(heard, asked) !== undefined;
  const corrects = says(heard, 'names-old') && (numberOf(heard, 'old') !== undefined || says(heard, 'absent'));
  if (open && kept.change && corrects) return true;
  const step = open?.screen.kind === 'step' ? open.screen : undefined;
  if (step && (says(heard, 'changed-already') || deedDone(heard, step))) return true;
  if (open?.screen.id === 'outcome') return says(heard, 'outcome');
  if (numberOf(heard, 'told')) return true;
  const told = numberOf(heard, 'now') ?? numberOf(heard, 'old');
  return asksNumber(open) && (says(heard, 'name') || told !== undefined || says(heard, 'absent'));
}

const ABOUT_DATA: ReadonlySet<string> = new Set(['show-data', 'delete-data', 'start-over', 'new-case']);

/** What counts although the article has changed under it: evidence, and what a person asks about their own data. */
function carriesOn({ answer, result }: Heard): boolean {
  return (answer.exact && ABOUT_DATA.has(answer.kind)) || result.events.length > 0 || result.readings.length > 0;
}

/** First that the article has changed, then what was said to the utterance. */
function afterwards(route: Route, changed: Route): Route {
  const lead = 'lead' in changed ? changed.lead : [];
  if (route.to !== 'said') return { ...route, lead: [...lead, ...route.lead] };
  return route.asks === 'forget' ? route : { ...route, reply: ledBy(lead, route.reply) };
}

/** Decides what an utterance is, before any screen takes it as an answer. Pure. */
export function routeTurn(knowledge: Knowledge, kept: Case, heard: Heard | undefined, now: Date): Route {
  const changed = revised(knowledge, kept);
  if (!heard) {
    if (changed) return changed;
    return kept.cursor || kept.known.events.length > 0
      ? here(kept, [text(phrases.welcomeBack)])
      : { to: 'said', kept, reply: welcome([]) };
  }
  const { pressed } = heard.utterance;
  if (pressed && !isDrawn(kept, pressed)) return here(kept, [text(phrases.stale)]);
  if (changed) return carriesOn(heard) ? afterwards(routeTurn(knowledge, changed.kept, heard, now), changed) : changed;
  const waiting = pendingPaste(knowledge, kept, heard, now);
  if (waiting) return waiting;
  const open = openArticle(knowledge, kept);
  const trouble = serviceTrouble(knowledge, kept, heard);
  if (trouble) return { to: 'said', kept, reply: trouble };
  const pasted = pasteRoute(knowledge, kept, open, heard);
  if (pasted) return pasted;
  const answers = answersScreen(open, kept, knowledge, heard);
  const taken = answers ? undefined : withdrawn(knowledge, kept, open, heard);
  if (taken) return taken;
  const told = withToldAnswers(knowledge, kept, heard);
  if (told) return { ...told, heard: answers };
  if (!answers) {
    const moved = moves(knowledge, kept, open, heard, now);
    if (moved) return moved;
    const said = interruption(knowledge, kept, heard);
    if (said) return { to: 'said', kept, reply: said };
  }
  return { to: open ? 'article' : 'choose', kept, lead: [], heard: true };
}
