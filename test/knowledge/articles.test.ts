import { describe, expect, it } from 'vitest';
import type { Article } from '../../knowledge/article.ts';
import { diagnose } from '../../knowledge/diagnose.ts';
import { Conversation, KNOWLEDGE, textOf } from '../dialogs/conversation.ts';
import { onward, walkArticle } from '../dialogs/walk.ts';

const ARTICLES = [...KNOWLEDGE.articles.values()];
const SAMPLES = ARTICLES.flatMap((article) =>
  article.samples.map((sample, at) => ({ name: `${article.id}, sample ${at + 1}`, article, sample })),
);
const isHowTo = (article: Article) => article.evidence.for.length === 0;
const isRisky = (article: Article) =>
  article.steps.some((step) => 'change' in step || 'restart' in step || ('risk' in step && step.risk.length > 0));

describe('every sample leads to its article', () => {
  it.each(SAMPLES)('$name', ({ article, sample }) => {
    const { matches, verdict } = diagnose(KNOWLEDGE, sample);
    expect(['match', 'choose']).toContain(verdict);
    expect(matches[0]?.article).toBe(article.sameFailureAs ?? article.id);
  });

  it.each(ARTICLES.filter((article) => !isHowTo(article)))('$id has at least three samples', ({ samples }) => {
    expect(samples.length).toBeGreaterThanOrEqual(3);
  });
});

describe('every article can be walked to its end', () => {
  it.each(ARTICLES)('$id: $title', async (article) => {
    const { kinds, conversation } = await walkArticle(article);
    expect(kinds).toContain('step');
    expect(textOf(conversation.last).length).toBeGreaterThan(0);
    const [first] = kinds.flatMap((kind, at) => (kind === 'step' ? [at] : []));
    if (isRisky(article)) expect(kinds.indexOf('warning')).toBeLessThan(first ?? 0);
    expect(kinds.includes('warning')).toBe(isRisky(article));
  });

  it.each(ARTICLES)('$id says the same thing only once on each screen', async (article) => {
    const { conversation } = await walkArticle(article);
    for (const reply of conversation.replies) {
      const said = reply.blocks.flatMap((block) =>
        block.kind === 'text' || block.kind === 'aside' ? [block.text] : [],
      );
      expect(said).toEqual([...new Set(said)]);
    }
  });
});

/** The reply at the first screen of a kind, going straight on. */
async function until(conversation: Conversation, wanted: (reply: Conversation['last']) => boolean) {
  for (let turn = 0; turn < 60 && !wanted(conversation.last); turn += 1) {
    const { screen, choices } = conversation.last;
    await conversation.say(
      onward(
        screen.kind,
        choices.map((choice) => choice.label),
      ),
    );
  }
  return conversation.last;
}
const buttons = (reply: Conversation['last']) => reply.choices.map((choice) => choice.label);

describe('a step that leads into another article', () => {
  const LEADING = ARTICLES.flatMap((article) =>
    article.steps.flatMap((step) => ('article' in step ? [{ from: article.id, into: step.article }] : [])),
  );

  it.each(LEADING)(
    '$from leads into $into, which warns for itself, and back to the step after it',
    async ({ from, into }) => {
      const conversation = new Conversation();
      await conversation.say(`go to ${from}`);
      const at = await until(conversation, (reply) => buttons(reply).includes(`Go to ${into}`));
      const step = at.screen.step ?? 0;
      await conversation.press(`Go to ${into}`);
      expect(conversation.last.screen).toMatchObject({ kind: 'diagnosis', article: into });
      expect(textOf(conversation.last)).not.toContain('point to');
      const kinds: string[] = [];
      await until(conversation, (reply) => {
        kinds.push(reply.screen.kind);
        return buttons(reply).includes('Return');
      });
      expect(kinds.indexOf('warning')).toBeGreaterThan(0);
      await conversation.press('Return');
      expect(conversation.last.screen).toMatchObject({ article: from });
      if (at.screen.step !== at.screen.of)
        expect(conversation.last.screen).toMatchObject({ kind: 'step', step: step + 1, of: at.screen.of });
    },
  );

  it('on 5.5 the step into Q169686 does not send anybody back to where they came from', async () => {
    const conversation = new Conversation();
    await conversation.say('Exchange 5.5\nMSExchangeIMC 4116\nMSExchangeIMC 4102');
    await until(conversation, (reply) => buttons(reply).includes('Go to Q169686'));
    await conversation.press('Go to Q169686');
    const title = await until(conversation, (reply) => reply.screen.kind === 'warning');
    expect(title.screen.article).toBe('Q169686');
    expect(conversation.replies.some((reply) => buttons(reply).includes('Go to Q317653'))).toBe(false);
    await until(conversation, (reply) => textOf(reply).includes('Max Threads (Public+Private) to 20'));
    expect(conversation.last.screen.kind).toBe('step');
  });
});

describe('what articles say about where a sentence comes from', () => {
  const claimsOf = (value: unknown): { say: string; source?: string; basis?: string }[] => {
    if (Array.isArray(value)) return value.flatMap(claimsOf);
    if (typeof value !== 'object' || value === null) return [];
    const inner = Object.values(value).flatMap(claimsOf);
    if (!('say' in value) || typeof value.say !== 'string') return inner;
    const [source, basis] = ['source', 'basis'].map((key): unknown => Reflect.get(value, key));
    return [
      {
        say: value.say,
        ...(typeof source === 'string' && { source }),
        ...(typeof basis === 'string' && { basis }),
      },
      ...inner,
    ];
  };

  it.each(ARTICLES)('$id: no sentence names the article itself as another source', (article) => {
    const claims = claimsOf(article);
    expect(claims.length).toBeGreaterThan(3);
    for (const { source, say } of claims)
      expect(source, `"${say}" is the article's own, so it needs no source`).not.toBe(article.id);
  });

  it.each(ARTICLES)('$id: what is inferred is marked as inferred', (article) => {
    for (const { source = '', basis, say } of claimsOf(article)) {
      const inferred = basis === 'inferred';
      expect(source.startsWith('inferred from '), say).toBe(inferred && /Q\d/.test(source));
      if (inferred && !/Q\d/.test(source)) expect(source, say).toMatch(/^(?:not documented|no article)$/);
    }
  });

  it('no two articles have the same evidence, unless one stands for the other', () => {
    const listed = ARTICLES.filter((one) => !isHowTo(one) && one.sameFailureAs === undefined).map((one) =>
      JSON.stringify([one.versions, one.evidence.for.map(({ note: _note, ...item }) => item)]),
    );
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('every question is asked for a reason: the version, the registry editor, evidence, or a condition', () => {
    for (const article of ARTICLES)
      for (const id of article.questions) {
        const weighs = [...article.evidence.for, ...article.evidence.against].some((item) => item.question === id);
        const shapes = id === 'version' || id === 'windows' || JSON.stringify(article).includes(`"when":{"${id}"`);
        expect(weighs || shapes, `${article.id} asks ${id} and uses the answer nowhere`).toBe(true);
      }
  });

  it('a how-to is led into by some step', () => {
    const led = new Set(
      ARTICLES.flatMap((article) => article.steps.flatMap((s) => ('article' in s ? [s.article] : []))),
    );
    for (const article of ARTICLES.filter(isHowTo)) expect([...led]).toContain(article.id);
  });
});
