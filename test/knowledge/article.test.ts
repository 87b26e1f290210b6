import { describe, expect, it } from 'vitest';
import { problemsOf, SMALL_ARTICLE } from '../fixtures/knowledge-folder.ts';

describe('what the author of a broken article is told', () => {
  const broken = (from: string, to: string) => problemsOf({ 'Q100001.yaml': SMALL_ARTICLE.replace(from, to) });

  it('nothing, when it is right', () => {
    expect(problemsOf({ 'Q100001.yaml': SMALL_ARTICLE })).toEqual([]);
  });

  it.each([
    ['a missing title', 'title: A service stops\n', '', [/^articles\/Q100001\.yaml:1 title — /]],
    ['an empty title', 'title: A service stops', 'title: ""', [/:2 title — write a sentence here$/]],
    [
      'a key that does not exist',
      'product:',
      'produkt:',
      [/:1 \(whole file\) — there is no key produkt here; did you mean product\?$/],
    ],
    [
      'an id with a blank',
      'id: Q100001',
      'id: Q 100001',
      [/:1 id — write an id of letters, digits, `-`, `_` and `\.`, such as KB5003637, RB-0001 or runbook\/vpn$/],
    ],
    [
      'another id than the file',
      'id: Q100001',
      'id: Q100002',
      [/:1 id — is Q100002; the file must be called Q100002\.yaml$/],
    ],
    [
      'an event id that is too large',
      'event: 4094',
      'event: 3221229566',
      [/:13 evidence\.for\[0\]\.event — write an event id between 1 and 65535$/],
    ],
    [
      'an event id in words',
      'event: 4094',
      'event: four',
      [/:13 evidence\.for\[0\]\.event — write a whole number: 20, or 0x14 for hexadecimal$/],
    ],
    [
      'a short code',
      'event: 4094, from: MSExchangeIMC',
      'code: 0x8004',
      [/:13 evidence\.for\[0\]\.code — write a code as 0x and eight hexadecimal digits, for example 0x80040115$/],
    ],
    [
      'an event and a code at once',
      'event: 4094',
      'event: 4094, code: 0x80040115',
      [
        /:13 evidence\.for\[0\] — name exactly one of: event \(with from, service, .*\), code \(with in\), question and option, line \(with program\), words$/,
      ],
    ],
    [
      'a comma in a sentence without quotes',
      'lost its store',
      'lost its store, and stops',
      [/:13 evidence\.for\[0\] — .*there is no key and stops here/],
    ],
    [
      'no sample',
      'samples:\n  - event 4094 from MSExchangeIMC\n',
      '',
      [/samples — add at least one paste that leads to this article$/],
    ],
    [
      'samples without evidence',
      /evidence:\n {2}for:\n.*\n/.exec(SMALL_ARTICLE)?.[0] ?? '',
      '',
      [/samples — a paste needs `evidence` to lead to this article$/],
    ],
    [
      'a step of no kind',
      '  - id: look\n    title: Look\n',
      '  - idd: look\n',
      [/:15 steps\[0\] — write one of: \{ change: setting id \}/],
    ],
    [
      'a registry risk without its key',
      '    title: Look\n',
      '    title: Look\n    risk: [registry]\n',
      [/:15 steps\[0\] — a step with the risk `registry` names the `key` it works on, and only such a step$/],
    ],
    [
      'a key that is cut',
      '    title: Look\n',
      '    title: Look\n    risk: [registry]\n    key: SYSTEM\\CurrentControlSet\n',
      [/steps\[0\]\.key — write the whole key on one line, starting with HKEY_$/],
    ],
    [
      'a change without its setting',
      '  - id: look\n    title: Look\n    say:\n      - Look at it.\n',
      '  - change: threads\n',
      [/steps\[0\]\.change — no setting has the id threads$/],
    ],
    [
      'a service that nobody knows',
      '  - id: look\n    title: Look\n    say:\n      - Look at it.\n',
      '  - restart: [MSExchangeIMS]\n',
      [/:15 steps\[0\]\.restart\[0\] — services\.yaml has no service MSExchangeIMS; did you mean MSExchangeIS\?$/],
    ],
    [
      'a service that must not stop',
      '  - id: look\n    title: Look\n    say:\n      - Look at it.\n',
      '  - restart: [MSExchangeSA]\n',
      [/:15 steps\[0\]\.restart\[0\] — MSExchangeSA must keep running; everything depends on it$/],
    ],
    [
      'a step into an article that is not there',
      '  - id: look\n    title: Look\n    say:\n      - Look at it.\n',
      '  - article: Q999999\n    say: There.\n',
      [/:15 steps\[0\]\.article — there is no article Q999999; there is Q100001$/],
    ],
    [
      'a question that is not there',
      'evidence:',
      'questions: [colour]\nevidence:',
      [/:11 questions\[0\] — questions\.yaml has no question colour; there is version, .* more$/],
    ],
    [
      'an option that is not there',
      'event: 4094, from: MSExchangeIMC',
      'question: spool, option: blue',
      [/:13 evidence\.for\[0\]\.option — the question spool has no option blue; there is same, different$/],
    ],
    [
      'a basis without its source',
      '      - Look at it.',
      '      - { say: Look at it., basis: inferred }',
      [/steps\[0\]\.say\[0\] — a `basis` needs a `source`$/],
    ],
    [
      'a basis of another kind',
      '      - Look at it.',
      '      - { say: Look at it., source: Q1, basis: rumour }',
      [/steps\[0\]/],
    ],
    ['a key written twice', 'title: A service stops\n', 'title: A service stops\ntitle: Again\n', [/:3 \(YAML\) — /]],
    ['a bracket that is never closed', 'versions: ["5.0"]', 'versions: ["5.0"', [/:\d+ \(YAML\) — /]],
  ])('%s', (_name, from, to, expected) => {
    expect(SMALL_ARTICLE).toContain(from);
    const problems = broken(from, to);
    expect(problems).toHaveLength(expected.length);
    for (const [at, problem] of problems.entries()) expect(problem).toMatch(expected[at] ?? /$^/);
  });

  it('everything at once, in one article', () => {
    const problems = problemsOf({
      'Q100001.yaml': SMALL_ARTICLE.replace('title: A service stops', 'titel: A service stops')
        .replace('evidence:', 'questions: [colour]\nevidence:')
        .replace('event: 4094', 'event: four')
        .replace(
          '    say:\n      - Look at it.\n',
          '    say: Look at it.\n    when: { spool: blue }\n  - change: threads\n',
        )
        .replace(/samples:[\s\S]*$/, ''),
    });
    expect(problems.map((problem) => problem.replace(/^articles\/Q100001\.yaml:/, '').replace(/ — .*$/, ''))).toEqual([
      '1 title',
      '14 evidence.for[0].event',
      '1 (whole file)',
      '1 samples',
      '20 steps[1].change',
      '11 questions[0]',
      '19 steps[0].when.spool',
    ]);
    for (const problem of problems) expect(problem).not.toMatch(/Invalid|expected|Unrecognized|received/);
  });

  it('everything at once, over all files', () => {
    const problems = problemsOf({
      'Q100001.yaml': SMALL_ARTICLE.replace('event: 4094', 'event: 0'),
      'Q100002.yaml': SMALL_ARTICLE.replace('Q100001\n', 'Q100002\n').replace('title: A service stops', 'title: ""'),
    });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain('articles/Q100001.yaml:13');
    expect(problems[1]).toContain('articles/Q100002.yaml:2');
  });
});
