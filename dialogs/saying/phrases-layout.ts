import type { Choice } from './reply.ts';

// The few words that a channel puts around the pieces of a reply. The same on every channel.

export const WARNING_HEADING = 'Warning';
export const CHOICES_HEADING = 'You can answer:';
export const SHORTENED = '… (shortened)';

export function progress(step: number, of: number): string {
  return `Step ${step} of ${of}`;
}

export function notInArticle(source: string): string {
  return `[not in the article: ${source}]`;
}

export function yourWords(line: number | undefined): string {
  return line === undefined ? 'From your text:' : `From your text, line ${line}:`;
}

export function fileHeading(name: string): string {
  return `File ${name}:`;
}

export function fileFold(name: string): string {
  return `The text of ${name}`;
}

/** One choice in plain text. It is not numbered: "4" may be an answer of its own, such as a version or a number of threads. */
export function choiceLine({ label, say }: Choice): string {
  return label === say ? `- ${label}` : `- ${label} (type: ${say})`;
}

/** How a form is answered where it is text. */
export const FORM_HOW = 'Answer in one line, such as "1 …, 2 …", or one at a time. "Go on" leaves the rest open.';
export const FOLDED_HOW = 'Write "why" for the reasons.';

export function formLine(place: number, ask: string, options: readonly string[]): string {
  return `${place}. ${ask}${options.length > 0 ? ` (${options.join(' / ')})` : ''}`;
}

/** How weak a source is, said beside it; what stands in the place of a picture. */
export const layout = {
  picture: (shows: string) => `Picture: ${shows}`,
  generalKnowledge: (source: string) => `${source}; general knowledge`,
  inferred: (source: string) => `${source}; inferred`,
} as const;
