/**
 * How much of a text a reader looks at, in characters: the one table, by what the text is. What is longer is cut to it or passed
 * over. A test wants each reader of pastes and of answers to take its cap from here.
 */
export const CAPS = {
  /** everything that is said in one turn, or one file of it: about a thousand events */
  utterance: 1_048_576,
  /** one record of JSON, with the text of its event and all its data */
  object: 262_144,
  /** one line into which a whole log was copied, and its rows are to be found again */
  joined: 200_000,
  /** one event of XML */
  xml: 131_072,
  /** a row of a table: its columns are found in linear time, and a description may be a stack trace */
  row: 65_536,
  /** where it shows what a text is, or which sources are spoken of */
  start: 20_000,
  /** a sentence, or the description of an event: Windows writes no longer one */
  sentence: 8192,
  /** a line of names and short values: a header, a label, a registry value, a command */
  header: 2048,
  /** what somebody answers, or a column of it that a terminal shows */
  answer: 1000,
  /** a line that lists ids or says one thing; a longer one stands in no list, and is not read twice */
  line: 400,
  /** a request, or the answer to one question: who writes more tells something */
  request: 200,
} satisfies Readonly<Record<string, number>>;
