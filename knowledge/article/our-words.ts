import { z } from 'zod';
import { suggestion } from './nearest.ts';

const KINDS: Record<string, string> = {
  string: 'a text',
  array: 'a list, one item a line with "- " in front',
  object: 'keys with a colon, such as `say: …`',
  record: 'keys with a colon, such as `antivirus: "yes"`',
};

const kindOf = (value: unknown): string => {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'keys with a colon' : 'a text';
};

/** The keys that an object of this schema may have. */
function keysOf(schema: unknown): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/**
 * What an author is told where the schema itself has no sentence. Handed to `safeParse`, so nothing that the schema library
 * says in its own words is ever shown.
 */
export function inOurWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is missing; write ${KINDS[issue.expected] ?? issue.expected}`
        : `is ${kindOf(issue.input)}; write ${KINDS[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return issue.keys
        .map((key: string) => `there is no key ${key} here${suggestion(key, keysOf(issue.inst))}`)
        .join('. ');
    case 'invalid_value': {
      const permitted = issue.values.map(String);
      return typeof issue.input === 'string'
        ? `cannot be ${issue.input}${suggestion(issue.input, permitted)}`
        : `write one of: ${permitted.join(', ')}`;
    }
    case 'too_small':
      return `has too little in it; write at least ${issue.minimum}`;
    case 'too_big':
      return `has too much in it; at most ${issue.maximum}`;
    default:
      return 'cannot be read; the description of the format says what may stand here';
  }
}

/** What is wrong with the YAML itself, by the code that its reader gives. */
const YAML_WORDS: Record<string, string> = {
  DUPLICATE_KEY: 'this key stands here twice; keep one',
  BAD_INDENT: 'the indentation fits nothing above it; put it below what it belongs to, with two blanks more than that',
  TAB_AS_INDENT: 'a tab stands where blanks must; indent with blanks',
  MISSING_CHAR: 'a bracket, a quotation mark or a colon is missing here or above',
  BLOCK_AS_IMPLICIT_KEY: 'a key or its value goes over a line end; put a text with `: ` into quotation marks',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines; a `:` may be missing behind it',
  BAD_SCALAR_START: 'a text cannot begin with this character; put it into quotation marks',
  BAD_DQ_ESCAPE: 'a backslash between double quotation marks; use single ones, or none',
  UNEXPECTED_TOKEN: 'something stands here that belongs to nothing; a bracket or a quotation mark may be too many',
};

/** A fault of the YAML in our words. */
export function yamlInOurWords(code: string): string {
  return YAML_WORDS[code] ?? 'this is no YAML; compare the line with an article that loads';
}
