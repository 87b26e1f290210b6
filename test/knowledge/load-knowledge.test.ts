import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { loadArticles, problemsOf, SMALL_ARTICLE } from '../fixtures/knowledge-folder.ts';

const other = (id: string) => SMALL_ARTICLE.replaceAll('Q100001', id);
const QUESTION = `- id: colour
  ask: Which colour is the lamp?
  why: It says whether the service runs.
  options:
    - { id: red, label: Red }
    - { id: green, label: Green, answeredBy: [{ event: 4094 }] }
`;

describe('loading the knowledge', () => {
  it('takes the shipped folder, and Q169686 is in it', () => {
    const loaded = loadKnowledge();
    expect(loaded.ok && loaded.knowledge.articles.has('Q169686')).toBe(true);
  });

  it('finds each article by its Q number, and each of its events by the index', () => {
    const loaded = loadArticles({ 'Q100001.yaml': SMALL_ARTICLE, 'Q100002.yaml': other('Q100002') });
    if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
    expect([...loaded.knowledge.articles.keys()]).toEqual(['Q100001', 'Q100002']);
    expect(loaded.knowledge.index.byKey.get('event 4094')?.map((entry) => entry.articleId)).toEqual([
      'Q100001',
      'Q100002',
    ]);
  });

  it('reads only files that end in .yaml', () => {
    expect(problemsOf({ 'Q100001.yaml': SMALL_ARTICLE, 'notes.txt': 'no article' })).toEqual([]);
  });

  it('gives an article another revision when one letter of its file changes, and the same one otherwise', () => {
    const revision = (text: string) => {
      const loaded = loadArticles({ 'Q100001.yaml': text });
      return loaded.ok && loaded.knowledge.articles.get('Q100001')?.revision;
    };
    expect(revision(SMALL_ARTICLE)).toMatch(/^[0-9a-f]{12}$/);
    expect(revision(SMALL_ARTICLE)).toBe(revision(SMALL_ARTICLE));
    expect(revision(SMALL_ARTICLE)).not.toBe(revision(`${SMALL_ARTICLE}# a remark\n`));
  });

  it('throws for a folder that cannot be read', () => {
    expect(() => loadKnowledge('/nowhere/at/all')).toThrow(/ENOENT/);
  });
});

describe('what stops the loading', () => {
  it('a folder without articles', () => {
    expect(problemsOf({})).toEqual(['articles:1 (folder) — holds no article; add at least one']);
  });

  it('an article that stands for this one and is not there', () => {
    const [problem] = problemsOf({ 'Q100001.yaml': `${SMALL_ARTICLE}sameFailureAs: Q999999\n` });
    expect(problem).toMatch(
      /^articles\/Q100001\.yaml:21 sameFailureAs — there is no article Q999999; there is Q100001$/,
    );
  });

  it('a condition with an option that no question has, wherever it stands', () => {
    const [problem, ...more] = problemsOf({
      'Q100001.yaml': SMALL_ARTICLE.replace(
        '      - Look at it.',
        '      - { say: Look at it., source: your answer, when: { spool: [same, blue] } }',
      ),
    });
    expect(problem).toBe(
      'articles/Q100001.yaml:18 steps[0].say[0].when.spool[1] — the question spool has no option blue; there is same, different',
    );
    expect(more).toEqual([]);
  });

  it('but not a condition on "I don\'t know"', () => {
    const text = SMALL_ARTICLE.replace('    title: Look\n', '    title: Look\n    when: { spool: unknown }\n');
    expect(problemsOf({ 'Q100001.yaml': text })).toEqual([]);
  });

  it.each([
    [
      'one option only',
      QUESTION.replace(/^ {4}- \{ id: red.*\n/m, ''),
      /:5 \[0\]\.options — a question needs at least two options$/,
    ],
    ['a question that stands twice', QUESTION + QUESTION, /:7 \[1\]\.id — colour stands twice; give it another id$/],
    [
      'an answer by nothing',
      QUESTION.replace('{ event: 4094 }', '{ evnt: 4094 }'),
      /write \{ event, from \}, \{ code \} or \{ words \}$/,
    ],
    [
      'words in capitals',
      QUESTION.replace('{ event: 4094 }', '{ words: Store.exe }'),
      /write the words in lower case$/,
    ],
  ])('a question with %s', (_name, questions, problem) => {
    const problems = problemsOf({ 'Q100001.yaml': SMALL_ARTICLE }, questions);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^questions\.yaml/);
    expect(problems[0]).toMatch(problem);
  });
});
