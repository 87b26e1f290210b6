import { describe, expect, it } from 'vitest';
import { hear } from '../../../dialogs/reading/heard.ts';
import { nothingSaid } from '../../../dialogs/reading/read-sayings.ts';
import { caseNamed } from '../../../dialogs/saying/asked/cases-reply.ts';
import { reminderReply } from '../../../dialogs/saying/asked/reminder-reply.ts';
import { opened } from '../../../dialogs/walking/at.ts';
import { type Case, newCase } from '../../../dialogs/walking/case.ts';
import { heardWithOffer, offerOf } from '../../../dialogs/walking/offered.ts';
import { nameDoubt, takeReading } from '../../../dialogs/walking/pasted-numbers.ts';
import { keepingReminder, reminded, waitHere } from '../../../dialogs/walking/reminder.ts';
import { withRuledOut } from '../../../dialogs/walking/ruled-out.ts';
import { standAt } from '../../../dialogs/walking/stand.ts';
import { verdictBlocks } from '../../../dialogs/walking/told-value.ts';
import { goBack, goForward, goTo } from '../../../dialogs/walking/walk-article.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { KNOWLEDGE } from '../conversation.ts';

const NOW = new Date(0);
const ARTICLE = { articleId: 'Q169686', revision: KNOWLEDGE.articles.get('Q169686')?.revision ?? '' };
const openAt = (screen: string): Case => ({
  ...newCase(NOW),
  agreement: { ...ARTICLE, at: NOW.toISOString() },
  cursor: { ...ARTICLE, screen },
});
const at = (screen: string, writesFirst = true) => standAt(KNOWLEDGE, openAt(screen), NOW, writesFirst);
const nowhere = () => standAt(KNOWLEDGE, newCase(NOW), NOW);

describe('where a turn stands', () => {
  it('stays, with all that was worked out, where the case is the same', () => {
    const here = at('form');
    expect(here.with(here.case)).toBe(here);
  });
  it('has an article where a row of an article is asked, and says so where it has none', () => {
    expect(opened(at('form')).article.id).toBe('Q169686');
    expect(() => opened(nowhere())).toThrow('no article is open here');
  });
});

describe('when there is something to be reminded of', () => {
  it.each([
    ['outcome', 60],
    ['form', undefined],
    ['warning', undefined],
    ['unsolved', undefined],
  ])('at %s', (screen, minutes) => expect(waitHere(at(screen))).toBe(minutes && minutes * 60_000));
  it('nowhere in a chat that cannot be written to', () => expect(waitHere(at('outcome', false))).toBeUndefined());
  it('a reminder that was just set stays where the case goes by it', () => {
    const before = at('outcome');
    const after = reminded(before, 60_000).case;
    expect(keepingReminder(before.case, after)).toBe(after);
    const moved = { ...after, cursor: { ...ARTICLE, screen: 'form' } };
    expect(keepingReminder(before.case, moved).reminder).toBeDefined();
    expect(keepingReminder(after, moved).reminder).toBeUndefined();
  });
});

it('an article that was ruled out is so until its steps are walked again', () => {
  const kept = { ...openAt('form'), ruledOut: ['Q169686'] };
  const open = (screen: string) => opened(at(screen));
  expect(withRuledOut(kept, open('form'))).toBe(kept);
  expect(withRuledOut(kept, open('max-threads/note')).ruledOut).toBeUndefined();
});

it('a number that is high enough, or absent, is told of by the next screen alone', () => {
  expect([verdictBlocks(at('form'), 50), verdictBlocks(at('form'), 'absent')]).toEqual([[], []]);
  expect(verdictBlocks(at('form'), 5)).not.toEqual([]);
});

describe('what a yes would mean', () => {
  const offered = (said: string, kept = newCase(NOW)) =>
    offerOf(standAt(KNOWLEDGE, kept, NOW), { result: recognizeUtterance(plainUtterance(said)) });
  it('a number that an article lists, before anything is known', () => {
    expect(offered('4094')).toBe('event 4094 from MSExchangeIMC');
    expect(offered('4094', openAt('form'))).toBeUndefined();
  });
  it('a code with a slip, and nothing beside an event', () => {
    const result = recognizeUtterance(plainUtterance('0x8004O115'));
    const { events } = recognizeUtterance(plainUtterance('event 4094 from MSExchangeIMC'));
    expect(offerOf(nowhere(), { result })).toBe('0x80040115');
    expect(offerOf(nowhere(), { result: { ...result, events } })).toBeUndefined();
  });
  it('a button says what stands on it', () => {
    const kept = { ...newCase(NOW), offered: 'event 4094 from MSExchangeIMC' };
    const heard = (pressed: boolean) =>
      hear({
        ...plainUtterance(pressed ? '' : 'yes'),
        ...(pressed && { pressed: { caseId: '', turn: 0, say: 'yes' } }),
      });
    const yes = heard(true);
    expect(heardWithOffer(standAt(KNOWLEDGE, kept, NOW), yes)).toBe(yes);
    expect(heardWithOffer(standAt(KNOWLEDGE, kept, NOW), heard(false)).result.events.length).toBe(1);
  });
});

it('a paste without a number of the setting says nothing of it', () => {
  const here = at('form');
  expect(takeReading(here, nothingSaid(here))).toEqual({ at: here, lead: [] });
  expect(nameDoubt(nowhere(), nothingSaid(here).result.readings)).toBeUndefined();
});

it('a reminder of a case without an article asks how it stands', () => {
  expect(reminderReply(nowhere()).title).toBe(reminderReply(at('form')).title);
});

it('a case beside this one is meant by its number before it is meant by its words', () => {
  const others = [openAt('form'), { ...openAt('form'), cursor: { ...ARTICLE, articleId: 'Q165505', screen: 'form' } }];
  expect(caseNamed(standAt(KNOWLEDGE, { ...newCase(NOW), others }, NOW), ['1'])).toBe(others[0]);
});

it('before any article there is no way anywhere', () => {
  const here = nowhere();
  expect([goBack(here), goForward(here), goTo(here, 'form')]).toEqual([here, here, here]);
});
