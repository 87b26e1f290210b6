import { answerCodes, type CodeAnswer, LONGEST_CODE, MOST_CODES } from '../../knowledge/codes/code-answer.ts';
import type { Vocabulary } from '../../knowledge/vocabulary/vocabulary-file.ts';
import { speaking } from '../../knowledge/vocabulary/words.ts';
import { knowledgeFolder } from '../config.ts';
import { readKnowledge } from '../knowledge/read-knowledge.ts';
import { HELP_OPTION, readOptions, UsageError } from '../turns/usage.ts';
import type { Streams } from './diagnose-command.ts';

const HELP = `Says what codes of Windows mean: numbers in any notation, or names.

  npm run codes -- [--json] CODE …

  --json   print what GET /api/codes/CODE,CODE answers
  --help   print this

A number may be several things; the likeliest comes first. Numbers below zero
are those of the database engine (-1018) or signed codes (-2147221219).
Tables of codes in the folders of KNOWLEDGE_DIR count as well.

Ends with 0 when something is known about every code, 1 when nothing is known
about one of them, and 2 when there is no code, or more than ${MOST_CODES}.
`;

/** What the folders of KNOWLEDGE_DIR say of codes; nothing of theirs is read where none is named. */
function ownVocabulary(): Vocabulary | undefined {
  const folders = knowledgeFolder();
  if (folders === undefined) return undefined;
  try {
    return readKnowledge(folders).vocabulary;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function report({ asked, readings, parts }: CodeAnswer): string {
  const lines = readings.map(
    ({ as, text, name, meaning }) => `  ${as}: ${[text, name, meaning].filter(Boolean).join(' - ')}`,
  );
  const apart = parts ? [`  severity ${parts.severity}, facility ${parts.facility}, number ${parts.number}`] : [];
  return [asked, ...(lines.length > 0 ? lines : ['  no table knows it']), ...apart].join('\n');
}

/**
 * Runs `npm run codes`.
 * @param args what stands behind `--`
 * @returns the exit code; see `--help`
 */
export function codesCommand(args: string[], streams: Pick<Streams, 'stdout' | 'stderr'>): number {
  try {
    const numbers = args.filter((arg) => /^-\d/.test(arg));
    const others = args.filter((arg) => !/^-\d/.test(arg));
    const { values, positionals } = readOptions(others, { json: { type: 'boolean', default: false }, ...HELP_OPTION });
    if (values.help) {
      streams.stdout.write(HELP);
      return 0;
    }
    const asked = [...positionals, ...numbers].join(' ');
    const answers = speaking(ownVocabulary(), () => answerCodes(asked));
    if (answers === undefined)
      throw new UsageError(
        `Name one to ${MOST_CODES} codes or names of at most ${LONGEST_CODE} characters; see --help.`,
      );
    streams.stdout.write(
      values.json ? `${JSON.stringify(answers, null, 2)}\n` : `${answers.map(report).join('\n\n')}\n`,
    );
    return answers.every((answer) => answer.readings.length > 0) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    streams.stderr.write(`${error.message}\n`);
    return 2;
  }
}
