import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readYaml } from '../../knowledge/yaml-file.ts';

const Bird = z.strictObject({ name: z.string('write a name'), legs: z.string().regex(/^\d+$/, 'write a number') });
const Birds = z.array(z.union([z.string(), Bird], 'write a name, or { name, legs }'));
const read = (text: string) => readYaml('birds.yaml', text, Birds);
const problems = (text: string) => {
  const checked = read(text);
  return checked.ok ? [] : checked.problems;
};

describe('reading a YAML file', () => {
  it.each([
    ['a number stays the text it was', '- { name: heron, legs: 0x2 }', ['birds.yaml:1 [0].legs — write a number']],
    ['so do yes, null and a date', '[yes, null, 2026-01-05]', []],
    [
      'a problem names the line it stands on',
      '- wren\n- name: heron\n  legs: two\n',
      ['birds.yaml:3 [1].legs — write a number'],
    ],
    ['a missing key names the line of its object', '- wren\n- legs: "2"\n', ['birds.yaml:2 [1].name — write a name']],
    [
      'all problems come at once',
      '- { name: heron, legs: two }\n- { name: wren, legs: many }\n',
      ['birds.yaml:1 [0].legs — write a number', 'birds.yaml:2 [1].legs — write a number'],
    ],
    [
      'a key that is not known names itself, where only one form was meant',
      '- { name: heron, legs: "2", wings: "2" }',
      ['birds.yaml:1 [0] — there is no key wings here; there is name, legs'],
    ],
    [
      'of two forms the one that was meant is complained about',
      '- { name: heron, legs: two }',
      ['birds.yaml:1 [0].legs — write a number'],
    ],
    ['when none was meant, the forms are named', '- [heron]', ['birds.yaml:1 [0] — write a name, or { name, legs }']],
    [
      'a whole file of the wrong kind',
      'heron',
      ['birds.yaml:1 (whole file) — is a text; write a list, one item a line with "- " in front'],
    ],
    ['an empty file', '', ['birds.yaml:1 (whole file) — is nothing; write a list, one item a line with "- " in front']],
  ])('%s', (_name, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it.each([
    ['a bracket that is not closed', '- [heron', 1],
    ['a tab for indentation', '- name: heron\n\tlegs: 2', 2],
    ['a quote that is not closed', '- "heron', 1],
    ['a key that stands twice', '- name: heron\n  name: wren\n  legs: 2', 2],
  ])('%s is told with its line', (_name, text, line) => {
    const [first] = problems(text);
    expect(first).toMatch(new RegExp(`^birds\\.yaml:${line} \\(YAML\\) — `));
  });

  it('gives the value when all is right', () => {
    expect(read('- heron\n- { name: wren, legs: "2" }')).toMatchObject({
      ok: true,
      value: ['heron', { name: 'wren', legs: '2' }],
    });
  });
});
