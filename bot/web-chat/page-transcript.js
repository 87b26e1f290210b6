// The conversation as a Markdown file.

const CARD = 'application/vnd.microsoft.card.adaptive';

/**
 * @param {readonly any[]} activities messages in order, as the server sent them
 * @param {Date} now
 * @returns {string}
 */
export function transcriptMarkdown(activities, now) {
  const parts = activities.map((activity) => {
    const who = activity.from?.role === 'user' ? 'You' : 'Faultline';
    const at = activity.timestamp ? `, ${new Date(activity.timestamp).toLocaleString('en-GB')}` : '';
    return `## ${who}${at}\n\n${saidMarkdown(activity)}`;
  });
  return `# Faultline, saved ${now.toLocaleString('en-GB')}\n\n${parts.join('\n\n')}\n`;
}

/** @param {any} activity */
function saidMarkdown(activity) {
  const attachments = activity.attachments ?? [];
  const card = attachments.find((/** @type {any} */ one) => one.contentType === CARD);
  const said = activity.channelData?.messageBack?.displayText || activity.text || '';
  const parts = [
    card ? cardMarkdown(card.content) : said.includes('\n') ? fenced(said) : escaped(said),
    ...attachments.filter((/** @type {any} */ one) => one !== card).map(fileMarkdown),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** @param {any} card */
function cardMarkdown(card) {
  return (card.body ?? [])
    .map(elementMarkdown)
    .filter((/** @type {string} */ part) => part !== '')
    .join('\n\n');
}

/** @param {any} element @returns {string} */
function elementMarkdown(element) {
  switch (element.type) {
    // Its text is Markdown already, see adaptive-card.ts.
    case 'TextBlock':
      return element.style === 'heading' ? `### ${element.text}` : element.text;
    case 'RichTextBlock':
      return element.inlines.map(runMarkdown).join('');
    case 'ColumnSet':
      return element.columns.map((/** @type {any} */ column) => column.items.map(elementMarkdown).join(' ')).join(' ');
    case 'Container': {
      const { items } = element;
      if (items.every(isVerbatim)) return fenced(items.map(plainLine).join('\n'));
      const inner = items.map((/** @type {any} */ item) =>
        isVerbatim(item) ? fenced(plainLine(item)) : elementMarkdown(item),
      );
      const quoted = element.style === 'attention' || element.style === 'emphasis';
      return quoted ? inner.join('\n\n').replace(/^/gm, '> ') : inner.join('\n\n');
    }
    case 'ActionSet':
      return `_Answers: ${element.actions.map((/** @type {any} */ action) => escaped(action.title)).join(' · ')}_`;
    default:
      return '';
  }
}

/** @param {any} run */
function runMarkdown(run) {
  if (run.fontType === 'Monospace') return `\`${run.text.replaceAll('`', "'")}\``;
  return run.weight === 'Bolder' ? `**${escaped(run.text)}**` : escaped(run.text);
}

/** @param {any} element */
const isVerbatim = (element) =>
  element.type === 'RichTextBlock' && element.inlines.every((/** @type {any} */ run) => run.fontType === 'Monospace');

/** @param {any} element */
const plainLine = (element) =>
  element.inlines
    .map((/** @type {any} */ run) => run.text)
    .join('')
    .trimEnd();

/** @param {any} attachment */
function fileMarkdown({ name = 'a file', contentUrl = '' }) {
  const [, data] = /^data:[^,]*;base64,(.*)$/.exec(contentUrl) ?? [];
  const heading = `File ${escaped(name)}`;
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
