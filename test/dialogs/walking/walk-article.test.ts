import { describe, expect, it } from 'vitest';
import { planArticle } from '../../../dialogs/walking/article-plan.ts';
import { type Case, newCase } from '../../../dialogs/walking/case.ts';
import type { StepScreen } from '../../../dialogs/walking/screen.ts';
import { standAt } from '../../../dialogs/walking/stand.ts';
import { agreed, enter, goBack, goForward, goTo, land } from '../../../dialogs/walking/walk-article.ts';
import { KNOWLEDGE } from '../conversation.ts';

const NOW = new Date('2026-01-05T09:00:00Z');
const article = KNOWLEDGE.articles.get('Q169686');
if (!article) throw new Error('Q169686 is missing');
const inArticle = (answers: Record<string, string> = {}): Case => {
  const kept = enter(newCase(NOW), article);
  return { ...kept, known: { ...kept.known, answers } };
};
const agreement = { articleId: article.id, revision: article.revision, at: NOW.toISOString() };
const ANSWERED = {
  version: '5.0',
  neighbours: 'none',
  spool: 'different',
  optimizer: 'yes',
  windows: 'nt4',
  value: 'unknown',
};
const at = (kept: Case) => standAt(KNOWLEDGE, kept, NOW);
const screenOf = (kept: Case) => at(kept).open?.screen.id;

describe('the only door to a screen', () => {
  const plan = planArticle(at(inArticle(ANSWERED)), article);
  const steps = [...plan.screens, ...plan.undo].filter((screen) => screen.kind === 'step');

  it('the plan has steps, and undo steps', () => {
    expect(steps.length).toBeGreaterThan(8);
    expect(plan.undo.length).toBeGreaterThan(0);
  });
  it.each(steps.map((step) => [step.id]))('%s is shown only after the agreement', (id) => {
    expect(land(plan, inArticle(ANSWERED), article, id).kind).toBe('warning');
    expect(land(plan, { ...inArticle(ANSWERED), agreement }, article, id).id).toBe(id);
  });
  it.each([
    ['another article', { ...agreement, articleId: 'Q317653' }],
    ['an earlier revision', { ...agreement, revision: '000000000000' }],
  ])('an agreement to %s does not count', (_, other) => {
    const kept = { ...inArticle(ANSWERED), agreement: other };
    expect(agreed(kept, article)).toBe(false);
    expect(land(plan, kept, article, steps[0]?.id ?? '').kind).toBe('warning');
  });
  it('an id that is no longer in the plan leads to no step', () => {
    expect(land(plan, { ...inArticle(ANSWERED), agreement }, article, 'no-such-screen').kind).not.toBe('step');
  });
  it('a stored cursor at a step without an agreement shows the warning', () => {
    const kept = inArticle(ANSWERED);
    expect(
      screenOf({
        ...kept,
        cursor: { articleId: article.id, revision: article.revision, screen: 'max-threads/change' },
      }),
    ).toBe('warning');
  });
});

describe('the way through the article', () => {
  it('goes over what is answered already', () => {
    expect(goForward(at(inArticle())).open?.screen.id).toBe('form');
    expect(goForward(at(inArticle({ version: '5.0', neighbours: 'none' }))).open?.screen.id).toBe('form');
    expect(goForward(at(inArticle(ANSWERED))).open?.screen.id).toBe('warning');
  });
  it('goes back the way it came', () => {
    const there = goForward(at(inArticle(ANSWERED)));
    expect(there.open?.screen.id).toBe('warning');
    expect(goBack(there).open?.screen.id).toBe('diagnosis');
    expect(goBack(at(inArticle())).open?.screen.id).toBe('diagnosis');
  });
  it('stays at an end', () => {
    const ended = goTo(at(inArticle(ANSWERED)), 'solved');
    expect(goForward(ended).open?.screen.id).toBe('solved');
  });
  it('keeps the way back short enough to be stored with every turn', () => {
    let there = at(inArticle());
    for (let turn = 0; turn < 200; turn += 1) there = goTo(there, turn % 2 === 0 ? 'warning' : 'diagnosis');
    expect(there.case.trail.length).toBeLessThanOrEqual(50);
  });
});

describe('what every plan of every article keeps to', () => {
  it.each([...KNOWLEDGE.articles.keys()])(
    '%s: a backup of the key stands before each step that works on it, a warning before all steps',
    (id) => {
      const own = KNOWLEDGE.articles.get(id);
      if (!own) throw new Error(id);
      const kept = enter(newCase(NOW), own);
      const plan = planArticle(at({ ...kept, known: { ...kept.known, answers: { windows: 'nt4' } } }), own);
      const steps = plan.screens.filter((screen) => screen.kind === 'step');
      const warning = plan.screens.findIndex((screen) => screen.kind === 'warning');
      const firstStep = plan.screens.findIndex((screen) => screen.kind === 'step');
      if (plan.risky && firstStep >= 0) expect(warning >= 0 && warning < firstStep).toBe(true);
      const saysOf = (step: StepScreen) => {
        const { claims, below, more } = step.content();
        return [...claims, ...below, ...more.flatMap((one) => one.claims)].map((claim) => claim.say).join('\n');
      };
      const opens = (text: string) => /\bregedt32\b|\bregedit\b/i.test(text);
      for (const [index, step] of steps.entries()) {
        if (step.task === 'change')
          expect(steps.slice(0, index).some((one) => /\bSave\b/.test(one.title) && opens(saysOf(one)))).toBe(true);
        if (opens(saysOf(step))) expect(plan.risky).toBe(true);
      }
    },
  );
});
