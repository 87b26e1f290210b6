// The conversation as a Markdown file.
import { fill, words } from './sentences.js';

/** @typedef {import('../wire/protocol.d.ts').Activity} Activity */
/** @typedef {import('../wire/protocol.d.ts').Attachment} Attachment */
/** @typedef {import('../wire/protocol.d.ts').CardElement} CardElement */

const CARD = 'application/vnd.microsoft.card.adaptive';

/**
 * @param {readonly Activity[]} activities messages in order, as the server sent them
 * @param {Date} now
 * @returns {string}
 */
export function transcriptMarkdown(activities, now) {
  const parts = activities.map((activity) => {
    const who = activity.from?.role === 'user' ? words.page.you : words.page.name;
    const at = activity.timestamp ? `, ${new Date(activity.timestamp).toLocaleString('en-GB')}` : '';
    return `## ${who}${at}\n\n${saidMarkdown(activity)}`;
  });
  const title = fill(words.page.savedAt, { name: words.page.name, at: now.toLocaleString('en-GB') });
  return `# ${title}\n\n${parts.join('\n\n')}\n`;
}

/** @param {Activity} activity */
function saidMarkdown(activity) {
  const attachments = activity.attachments ?? [];
  const card = attachments.find((one) => one.contentType === CARD);
  const said = activity.channelData?.messageBack?.displayText || activity.text || '';
  const parts = [
    card?.content ? cardMarkdown(card.content) : said.includes('\n') ? fenced(said) : escaped(said),
    ...attachments.filter((one) => one !== card).map(fileMarkdown),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** @param {CardElement} card */
function cardMarkdown(card) {
  return (card.body ?? [])
    .map(elementMarkdown)
    .filter((part) => part !== '')
    .join('\n\n');
}

/** @param {CardElement} element @returns {string} */
function elementMarkdown(element) {
  switch (element.type) {
    // Its text is Markdown already, see adaptive-card.ts.
    case 'TextBlock':
      return element.style === 'heading' ? `### ${element.text ?? ''}` : (element.text ?? '');
    case 'RichTextBlock':
      return (element.inlines ?? []).map(runMarkdown).join('');
    case 'ColumnSet':
      return (element.columns ?? []).map(({ items = [] }) => items.map(elementMarkdown).join(' ')).join(' ');
    case 'Container': {
      const { items = [] } = element;
      if (items.every(isVerbatim)) return fenced(items.map(plainLine).join('\n'));
      const inner = items.map((item) => (isVerbatim(item) ? fenced(plainLine(item)) : elementMarkdown(item)));
      const quoted = element.style === 'attention' || element.style === 'emphasis';
      return quoted ? inner.join('\n\n').replace(/^/gm, '> ') : inner.join('\n\n');
    }
    case 'ActionSet':
      return `_${fill(words.page.answers, { labels: (element.actions ?? []).map(({ title = '' }) => escaped(title)).join(' · ') })}_`;
    default:
      return '';
  }
}

/** @param {CardElement} run */
function runMarkdown({ text = '', fontType, weight }) {
  if (fontType === 'Monospace') return `\`${text.replaceAll('`', "'")}\``;
  return weight === 'Bolder' ? `**${escaped(text)}**` : escaped(text);
}

/** @param {CardElement} element */
const isVerbatim = ({ type, inlines = [] }) =>
  type === 'RichTextBlock' && inlines.every(({ fontType }) => fontType === 'Monospace');

/** @param {CardElement} element */
const plainLine = ({ inlines = [] }) =>
  inlines
    .map(({ text }) => text)
    .join('')
    .trimEnd();

/** @param {Attachment} attachment */
function fileMarkdown({ name = words.page.aFile, contentUrl = '' }) {
  const [, data] = /^data:[^,]*;base64,(.*)$/.exec(contentUrl) ?? [];
  const heading = fill(words.page.file, { name: escaped(name) });
  return data === undefined ? heading : `${heading}:\n\n${fenced(textOf(data))}`;
}

/** @param {string} base64 */
function textOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(bytes).replaceAll('\r\n', '\n').trimEnd();
}

/** A fence longer than any run of backticks in the text, which may be a stranger's. @param {string} text */
function fenced(text) {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\\`*_[\]<>#|~]/g, '\\$&').replace(/^([ \t]*)([-+]|\d{1,9}\.)(?=\s)/gm, '$1\\$2');
}
