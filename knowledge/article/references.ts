import { UNKNOWN_ANSWER, VALUE_QUESTION } from '../question.ts';
import type { Problem } from '../yaml-file.ts';
import { suggestion } from './nearest.ts';

/** Everything an article may name outside itself. */
export interface Names {
  articles: readonly string[];
  /** question id to the ids of its options */
  questions: ReadonlyMap<string, readonly string[]>;
  services: readonly { name: string; keepRunning?: 'yes' | undefined }[];
  topics: readonly string[];
  /** files below `pictures/` */
  pictures: readonly string[];
}

type Path = readonly PropertyKey[];
interface Part {
  path: Path;
  key: string;
  value: unknown;
  /** what stands beside it */
  beside: Readonly<Record<string, unknown>>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every key of a YAML text with its path, from the outside in. */
function* partsOf(value: unknown, path: Path = []): Generator<Part> {
  if (Array.isArray(value)) for (const [at, one] of value.entries()) yield* partsOf(one, [...path, at]);
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    yield { path: [...path, key], key, value: inner, beside: value };
    yield* partsOf(inner, [...path, key]);
  }
}

/** A text, or each text of a list, with its path. */
function textsOf({ value, path }: Pick<Part, 'value' | 'path'>): { text: string; path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  return Array.isArray(value)
    ? value.flatMap((text, at) => (typeof text === 'string' ? [{ text, path: [...path, at] }] : []))
    : [];
}

const isOneOf = (word: string, ids: readonly string[]) => ids.includes(word);

function article({ text, path }: { text: string; path: Path }, names: Names): Problem[] {
  if (isOneOf(text, names.articles)) return [];
  return [{ path, message: `there is no article ${text}${suggestion(text, names.articles)}` }];
}

function question({ text, path }: { text: string; path: Path }, names: Names): Problem[] {
  const ids = [...names.questions.keys()];
  return isOneOf(text, ids)
    ? []
    : [{ path, message: `questions.yaml has no question ${text}${suggestion(text, ids)}` }];
}

function option(of: string, { text, path }: { text: string; path: Path }, names: Names): Problem[] {
  const options = names.questions.get(of);
  if (options === undefined || text === UNKNOWN_ANSWER || isOneOf(text, options)) return [];
  return [{ path, message: `the question ${of} has no option ${text}${suggestion(text, options)}` }];
}

function service({ text, path }: { text: string; path: Path }, names: Names): Problem[] {
  const known = names.services.find(({ name }) => name.toLowerCase() === text.toLowerCase());
  if (!known) {
    const there = names.services.map(({ name }) => name);
    return [{ path, message: `services.yaml has no service ${text}${suggestion(text, there)}` }];
  }
  return known.keepRunning ? [{ path, message: `${text} must keep running; everything depends on it` }] : [];
}

/** Where an article stands in the tree of its keys, without the places in lists. */
const keysOnly = (path: Path) => path.filter((part) => typeof part === 'string').join('.');

function conditions({ value, path }: Part, names: Names): Problem[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([id, wanted]) => {
    const at = [...path, id];
    const missing = question({ text: id, path: at }, names);
    return missing.length > 0 ? missing : textsOf({ value: wanted, path: at }).flatMap((one) => option(id, one, names));
  });
}

function answered({ value, path }: Part, names: Names): Problem[] {
  if (!isObject(value)) return [];
  return Object.keys(value)
    .filter((topic) => !isOneOf(topic, names.topics))
    .map((topic) => ({
      path: [...path, topic],
      message: `there is no topic ${topic}${suggestion(topic, names.topics)}`,
    }));
}

function ofEvidence({ value, path, beside }: Part, names: Names): Problem[] {
  if (typeof value !== 'string' || value === VALUE_QUESTION) return [];
  const missing = question({ text: value, path }, names);
  if (missing.length > 0) return missing;
  const at = [...path.slice(0, -1), 'option'];
  return textsOf({ value: beside['option'], path: at }).flatMap((one) => option(value, one, names));
}

function picture({ text, path }: { text: string; path: Path }, names: Names): Problem[] {
  if (isOneOf(text, names.pictures)) return [];
  const message = `there is no picture pictures/${text}${suggestion(text, names.pictures)}; it must be a .png, .jpg or .gif`;
  return [{ path, message }];
}

const LED = new Set(['otherVersions.article', 'steps.article', 'sameFailureAs']);

/** What one key of an article names and nobody has. */
function loose(part: Part, names: Names): Problem[] {
  const place = keysOnly(part.path);
  if (LED.has(place)) return textsOf(part).flatMap((one) => article(one, names));
  if (place === 'questions') return textsOf(part).flatMap((one) => question(one, names));
  if (place === 'steps.restart') return textsOf(part).flatMap((one) => service(one, names));
  if (place === 'evidence.for.question' || place === 'evidence.against.question') return ofEvidence(part, names);
  if (place === 'answers') return answered(part, names);
  if (place === 'steps.pictures.file' || place === 'pictures.file')
    return textsOf(part).flatMap((one) => picture(one, names));
  return part.key === 'when' ? conditions(part, names) : [];
}

/** What must hold between the parts of one article. */
function within(raw: Record<string, unknown>): Problem[] {
  const evidence = isObject(raw['evidence']) ? raw['evidence']['for'] : undefined;
  const hasEvidence = Array.isArray(evidence) && evidence.length > 0;
  const hasSamples = Array.isArray(raw['samples']) && raw['samples'].length > 0;
  const settings = Array.isArray(raw['settings']) ? raw['settings'] : [];
  const ids = settings.flatMap((one: unknown) => (isObject(one) && typeof one['id'] === 'string' ? [one['id']] : []));
  const changes = [...partsOf(raw['steps'], ['steps'])].filter((part) => keysOnly(part.path) === 'steps.change');
  const lacks = (key: string) => raw['page'] === undefined && raw[key] === undefined;
  return [
    ...['names', 'symptoms', 'cause', 'steps']
      .filter(lacks)
      .map((key) => ({ path: [key], message: 'is missing; write it, or a `page` in place of all of them' })),
    ...(hasEvidence && !hasSamples
      ? [{ path: ['samples'], message: 'add at least one paste that leads to this article' }]
      : []),
    ...(hasSamples && !hasEvidence
      ? [{ path: ['samples'], message: 'a paste needs `evidence` to lead to this article' }]
      : []),
    ...changes
      .flatMap(textsOf)
      .flatMap(({ text, path }) =>
        isOneOf(text, ids) ? [] : [{ path, message: `no setting has the id ${text}${suggestion(text, ids)}` }],
      ),
  ];
}

/**
 * Everything that is wrong between an article and what it names: its own parts, other articles, questions, services. Reads the text
 * as it is written, so what the schema complains about hides nothing.
 */
export function looseEnds(raw: unknown, names: Names): Problem[] {
  if (!isObject(raw)) return [];
  return [...within(raw), ...[...partsOf(raw)].flatMap((part) => loose(part, names))];
}
