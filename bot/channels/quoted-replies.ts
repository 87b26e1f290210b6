/**
 * Takes the bot's own words out of the HTML of a message: Teams puts them in front when somebody replies to one of its
 * messages. What other people said stays, since it may hold the events. Linear in the HTML.
 * @returns `quotes`: whether anything was quoted, by anybody
 */
export function withoutOwnQuotes(html: string, botId: string | undefined): { html: string; quotes: boolean } {
  const kept: string[] = [];
  let quotes = false;
  let from = 0;
  for (let open = html.indexOf('<blockquote'); open >= 0; open = html.indexOf('<blockquote', from)) {
    const close = html.indexOf(CLOSE, open);
    if (close < 0) break;
    const quoted = html.slice(open, close);
    const isReply = quoted.slice(0, quoted.indexOf('>')).includes('schema.skype.com/Reply');
    const isOwn = isReply && botId !== undefined && quoted.includes(`itemid="${botId}"`);
    quotes ||= isReply;
    // A line of its own takes its place, so that the words around it do not run together.
    kept.push(html.slice(from, open), isOwn ? '<br>' : quoted + CLOSE);
    from = close + CLOSE.length;
  }
  kept.push(html.slice(from));
  return { html: kept.join(''), quotes };
}

const CLOSE = '</blockquote>';
