import { stringify } from 'yaml';
import { RISKS } from './doing.ts';

/** What a new article needs to be one. */
export const NEW_ARTICLE_QUESTIONS = [
  { id: 'title', ask: 'What does somebody see? It becomes the title, for example "The print queue stops".' },
  {
    id: 'names',
    ask: 'What is the cause? It completes "Together they point to …", for example "a damaged print job".',
  },
  {
    id: 'evidence',
    ask: 'What says so in a log? An event as "7031 from Service Control Manager", or the words of a line, at least three letters.',
  },
  { id: 'look', ask: 'What is done first, in a sentence?' },
  {
    id: 'risk',
    ask: `What can that break? One of ${RISKS.join(', ')}, or nothing.`,
  },
] as const;
export type NewArticleAnswers = Readonly<Record<(typeof NEW_ARTICLE_QUESTIONS)[number]['id'], string>>;

/** `7031 from Service Control Manager`, as it is answered. */
const EVENT = /^(?:event )?(\d{1,5})(?: from (\S.{0,80}))?$/i;

/** An article that loads and whose samples lead to it, for its author to go on with. */
export function newArticle(id: string, { title, names, evidence, look, risk }: NewArticleAnswers): string {
  const [, event, from] = EVENT.exec(evidence.trim()) ?? [];
  const said = risk.trim().toLowerCase();
  const article = {
    id,
    title,
    names,
    symptoms: title,
    evidence: {
      for: [
        event === undefined
          ? { line: evidence.trim(), must: 'yes' }
          : { event, ...(from && { from: from.trim() }), must: 'yes' },
      ],
    },
    cause: `${names.charAt(0).toUpperCase()}${names.slice(1)}.`,
    steps: [
      {
        id: 'first',
        title: 'Do this first',
        say: look,
        ...(RISKS.some((one) => one === said) && { risk: [said] }),
        // Which key it is nobody has said yet.
        ...(said === 'registry' && { key: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Change this' }),
      },
    ],
    samples: samplesOf(evidence.trim(), event, from?.trim()),
  };
  const head = `# Tell it in your own words. What may stand here is in knowledge/ARTICLES.md; npm run articles checks it.\n`;
  return head + stringify(article, { lineWidth: 120 });
}

function samplesOf(line: string, event: string | undefined, from: string | undefined): string[] {
  if (event === undefined)
    return [`Mar  1 10:11:12 host1 app[7]: ${line}`, line, `The log says\n${line}\nevery night.`];
  const source = from === undefined ? '' : `Source: ${from}\n`;
  return [
    `event ${event}${from === undefined ? '' : ` from ${from}`}`,
    `${source}Event ID: ${event}`,
    `Log Name: System\n${source}Event ID: ${event}\nLevel: Error`,
  ];
}
