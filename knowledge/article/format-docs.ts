import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Article } from '../article.ts';
import { Common } from '../common.ts';
import { OwnTopic } from '../folder/topic-file.ts';
import { Override } from '../library/overrides.ts';
import { Question } from '../question.ts';
import { Service } from '../services.ts';
import { EventFile } from '../triage/event-file.ts';
import { VocabularyFile } from '../vocabulary/vocabulary-file.ts';
import { Claim, Claims, When } from './claims.ts';

/** As much of a JSON schema as the description of a format needs. */
const Schema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  const: z.string().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  minItems: z.number().optional(),
  maxLength: z.number().optional(),
  required: z.array(z.string()).default([]),
  get properties() {
    return z.record(z.string(), Schema).optional();
  },
  get items() {
    return Schema.optional();
  },
  get anyOf() {
    return z.array(Schema).optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), Schema]).optional();
  },
});
type Schema = z.output<typeof Schema>;

const schemaOf = (schema: z.ZodType): Schema =>
  Schema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }));
const textOf = ({ $schema: _version, ...schema }: Schema) => JSON.stringify(schema);

/** Shapes that stand in many places have a name. */
const NAMED = new Map([
  [textOf(schemaOf(Claims)), 'a sentence, or a list of them'],
  [textOf(schemaOf(Claim)), 'a sentence'],
  [textOf(schemaOf(When)), 'answers: question id to option, or to a list of options'],
]);

/** The files whose comments describe keys, in the line above them; of a name that several keys have, `describe` says which. */
const SOURCES = ['../article.ts', 'evidence.ts', 'doing.ts', 'other-setting.ts', 'claims.ts'];
const COMMENT = /^ *\/\*\* (.+) \*\/$/;
const KEY = /^ +(\w+):/;

/** By key: what the comment above it in the schema says; of several, the one of the file named first. */
function comments(files: readonly string[]): ReadonlyMap<string, string> {
  const found = files.flatMap((file) => {
    const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n');
    return lines.flatMap((line, at) => {
      const [says, key] = [COMMENT.exec(line)?.[1], KEY.exec(lines[at + 1] ?? '')?.[1]];
      return says !== undefined && key !== undefined ? [[key, says] as const] : [];
    });
  });
  return new Map(found.toReversed());
}

const FORMS: readonly [is: (schema: Schema) => boolean, says: string][] = [
  [({ format }) => format === 'date', 'a date, 2025-03-31'],
  [({ format }) => format === 'uri', 'an address, https://…'],
  [({ pattern = '' }) => /^\^\(\?:0x\[0-9a-fA-F\]\{1,8\}\|/.test(pattern), 'a whole number, 20 or 0x14'],
  [({ pattern = '' }) => /0x\[0-9a-fA-F\]\{8\}/.test(pattern), 'a code, 0x and eight digits'],
  [({ type }) => type === 'string', 'text'],
];

/** What may stand behind a key, in a few words. */
function kindOf(schema: Schema): string {
  const named = NAMED.get(textOf(schema));
  if (named) return named;
  if (schema.enum) return schema.enum.join(', ');
  if (schema.const) return schema.const;
  if (schema.anyOf) return [...new Set(schema.anyOf.map(kindOf))].join(', or ');
  if (schema.type === 'array') return `a list of ${kindOf(schema.items ?? Schema.parse({}))}`;
  if (schema.properties) return 'keys';
  if (schema.type === 'object') return 'names with a text each';
  return FORMS.find(([is]) => is(schema))?.[1] ?? 'text';
}

/** The parts of a schema that have keys of their own: it itself, or what a list or a choice of it holds. */
function keyed(schema: Schema): Schema[] {
  if (NAMED.has(textOf(schema))) return [];
  if (schema.properties) return [schema];
  return [...(schema.items ? [schema.items] : []), ...(schema.anyOf ?? [])].flatMap(keyed);
}

function rowsOf(schema: Schema, path: string, says: ReadonlyMap<string, string>): string[] {
  return keyed(schema).flatMap(({ properties = {}, required }, at, all) => {
    const head = all.length > 1 && path !== '' ? [`| \`${path}\` |  | one of ${all.length}: form ${at + 1} |  |`] : [];
    return [
      ...head,
      ...Object.entries(properties).flatMap(([key, inner]) => {
        const name = path === '' ? key : `${path}.${key}`;
        const must = required.includes(key) ? 'yes' : '';
        const said = inner.description ?? says.get(key) ?? '';
        // Of another key of this name.
        const told = must && said.startsWith('left out') ? '' : said.replaceAll('|', '\\|');
        return [
          `| \`${name}\` | ${must} | ${kindOf(inner).replaceAll('|', '\\|')} | ${told} |`,
          ...rowsOf(inner, name, says),
        ];
      }),
    ];
  });
}

const PARTS: readonly [title: string, schema: z.ZodType, says: string, files: readonly string[]][] = [
  [
    'articles/ID.yaml',
    Article,
    'One article. The file is called as its id; an id with a slash lies in a folder of that name.',
    SOURCES,
  ],
  ['questions.yaml', z.array(Question), 'Questions that several articles share.', ['../question.ts']],
  ['services.yaml', z.array(Service), 'Services that steps stop and start.', ['../services.ts']],
  ['common.yaml', Common, 'What any machine logs, so that it decides nothing.', ['../common.ts']],
  [
    'vocabulary.yaml',
    VocabularyFile,
    'What products are called, and how people and logs speak of them.',
    ['../vocabulary/vocabulary-file.ts'],
  ],
  [
    'topics/NAME.yaml',
    OwnTopic,
    'What people ask at any point, and what is answered where the open article (`answers: { NAME: … }`) has no answer of its own. One with the name of a topic that comes with Faultline stands in its place, and its utterances count as well.',
    ['../folder/topic-file.ts'],
  ],
  [
    'events/NAME.yaml',
    EventFile,
    'What events mean, and the names that their sources have: `events: { SOURCE: { "7301": { severity: act, means: …, next: …, from: … } } }`, where severity is act, watch or noise and `takes` names the insertion strings. They stand before what comes with Faultline.',
    ['../triage/event-file.ts'],
  ],
  [
    'overrides/ID.yaml',
    Override,
    'What the site says of one imported article without writing it anew.',
    ['../library/overrides.ts'],
  ],
];

const OTHERS = [
  '## codes/NAME.txt',
  'What codes mean: `[hresult] where that is known from` opens a part, and below it `0x8afe0011 NAME | One sentence. | source` is a code; name, sentence and source may be left out. They stand before what comes with Faultline.',
  '## pictures/',
  'Pictures of steps and pages, `.png`, `.jpg` or `.gif`, 2 MiB at most, below this folder. No SVG: it can hold scripts.',
];

/** The description of a folder of knowledge as Markdown, out of the schemas that check it. */
export function formatDocs(): string {
  const parts = PARTS.map(([title, schema, says, files]) =>
    [
      `## ${title}`,
      says,
      [
        '| key | needed | what may stand there | what it is |',
        '| --- | --- | --- | --- |',
        ...rowsOf(schemaOf(schema), '', comments(files)),
      ].join('\n'),
    ].join('\n\n'),
  );
  return `${[
    '# What may stand in a folder of knowledge',
    'Written by `npm run articles:docs` out of the schemas that check the files; a test compares. Every part of a folder is optional, and KNOWLEDGE_DIR may name several folders. A sentence is a text, or `{ say, source, basis, when }` for what the article itself does not say.',
    ...parts,
    ...OTHERS,
  ].join('\n\n')}\n`;
}
