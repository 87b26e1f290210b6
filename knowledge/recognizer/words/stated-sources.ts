import { knownEvent } from '../../triage/known-events.ts';
import { words } from '../../vocabulary/words.ts';
import { CAPS } from '../paste/caps.ts';
import { onceButForTime } from '../paste/once.ts';
import { fieldNamed, severityOf } from './field-names.ts';
import { isProcessId } from './process-ids.ts';
import { gluedProvider, isProvider, nameBeforeLabel, providersIn } from './provider-names.ts';
import { type FoundSource, findSources } from './source-names.ts';

/** A word, or a name in quotes, behind a word that says a source follows: "Quelle Print", `source_name="Service Control Manager"`. */
const STATED =
  /(?<![\p{L}\p{N}_.])(?:(?:event|provider|source)[ _]?(?:source|name)|source|quelle|origine|origen|provider)(?:("? {0,2}[:=] {0,2})(?:"([^"]{2,64})"|([A-Za-z][\w-]{1,63}))|[ \t]{1,8}"?([A-Z][\w-]{1,63}))(?![\w/\\])/giu;

const MORE = /^(?: [A-Z][\w-]{1,30}){1,4}(?![\w=])/;

/** The same of a name said in a sentence, which ends where its text begins: "source SNA Server: The server was …". */
const MORE_SAID = /^(?: [A-Z][\w.-]{0,30}){1,4}(?= ?(?:[:,;]|- |$))/;

/** Behind these a name begins with a capital: sentences go on with small letters ("the source is not known"). */
const IS_CAPITAL = /^[A-Z]/;

/** Words that say where or when, never who. Labels and severities are no names either. */
const NO_NAME =
  /^(?:application|system|security|anwendung|microsoft|windows|internet|server|code|unknown|none|various|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|again|daily|once|twice|january|february|march|april|june|july|august|september|october|november|december|thanks|thank|please|help|regards|danke|bitte|merci|gracias|the|this|it|is|was|and|or|not|see|x\d+|n)$/i;

/** A word that can be the name of a source nobody has listed. `MAIL7` and `SRV-A` are computers. */
export function isSourceName(word: string): boolean {
  const isComputer = /^[A-Z]{2,}-?\d{1,3}$|^[A-Z]+-[A-Z\d-]+$/.test(word);
  return (
    /[A-Za-z]{2}/.test(word) &&
    !isComputer &&
    !NO_NAME.test(word) &&
    !words().isName(word) &&
    severityOf(word) === undefined &&
    fieldNamed(word) === undefined
  );
}

/** The sources a text says in so many words, whatever their names are. */
function statedSources(text: string): FoundSource[] {
  return [...text.matchAll(STATED)].flatMap((match) => {
    const { 0: stated, 2: quoted, 3: word, 4: spoken, index } = match;
    // A name in a field may have blanks: `Source: Print Spooler`; its words begin with capitals, and a sentence goes on without.
    const end = index + stated.length;
    const goesOn = word === undefined ? MORE_SAID : MORE;
    const first = word ?? spoken ?? '';
    const more = quoted === undefined ? furtherWords(first, goesOn, text.slice(end, end + 120)) : '';
    const whole = stated + more;
    const name = quoted ?? `${first}${more}`;
    // "Your provider Telekom" is a company.
    if (spoken !== undefined && (!IS_CAPITAL.test(spoken) || /^provider/i.test(whole))) return [];
    if (!isSourceName(name)) return [];
    return [{ source: name, asWritten: name, misspelt: false, start: index, end: index + whole.length, stated: true }];
  });
}

/** The words that belong to a name behind its first one; those of a label behind it do not. */
function furtherWords(first: string, goesOn: RegExp, behind: string): string {
  const more = goesOn.exec(behind)?.[0] ?? '';
  const isLabel = more !== '' && /^ ?:/.test(behind.slice(more.length));
  return isLabel ? nameBeforeLabel(`${first}${more}:`).slice(first.length).replace(/:$/, '') : more;
}

/** The program in the head of a syslog record (RFC 5424), where its data name an event: `<132>1 TIME HOST PROGRAM 1012 - [… EventID="1102"`. */
const SYSLOG_PROGRAM = /^<\d{1,3}>1 \S{1,40} \S{1,255} (\S{2,48}) \S{1,128} \S{1,32} \[/;

function syslogProgram(text: string): FoundSource[] {
  const head = text.startsWith('<') ? SYSLOG_PROGRAM.exec(text.slice(0, CAPS.answer)) : null;
  const [whole = '', name = ''] = head ?? [];
  if (name === '' || !isSourceName(name) || !/ event_?id="\d/i.test(text)) return [];
  const start = whole.indexOf(` ${name} `) + 1;
  return [{ source: name, asWritten: name, misspelt: false, start, end: start + name.length, stated: true }];
}

/** Every source a text names, known or not, in order; of two that overlap, the known one. */
export const namedSources = onceButForTime((text): readonly FoundSource[] => {
  if (!/[A-Za-z]{2}/.test(text)) return [];
  const stated = [...syslogProgram(text), ...statedSources(text)];
  const overlaps = (a: FoundSource, b: FoundSource) => a.start < b.end && b.start < a.end;
  const providers = providersIn(text);
  const isLonger = (one: FoundSource, other: FoundSource) =>
    overlaps(one, other) && one.asWritten.length > other.asWritten.length;
  const ours = findSources(text).filter((one) => !providers.some((other) => isLonger(other, one)));
  const theirs = providers.filter((one) => !ours.some((other) => overlaps(one, other)));
  const known = [...ours, ...theirs].map((one) => {
    const said = stated.find((other) => overlaps(one, other));
    if (said === undefined) return one;
    // `Microsoft-Windows-User` is the beginning of a longer name when a field says so, and "Server" the end of "SNA Server".
    const isLonger =
      (one.ofWindows && said.asWritten.startsWith(`${one.asWritten} `)) || said.asWritten.endsWith(` ${one.asWritten}`);
    return isLonger ? said : { ...one, start: said.start, stated: true as const };
  });
  const others = stated.filter((one) => !known.some((other) => overlaps(one, other)));
  return [...known, ...others].toSorted((a, b) => a.start - b.start);
});

const LONGEST_HEADING = 160;

/** The log of one source, as Event Viewer's tree shows it. */
const CHANNEL = /^\s{0,8}(Microsoft-Windows-[\w-]{2,60})\/(?:Operational|Admin|Analytic|Debug)[ :]{0,8}$/i;

/** The one source that a line above a list names: "These are from Sysmon:", `Microsoft-Windows-PrintService/Admin`. */
export function headingSource(line: string): string | undefined {
  const channel = line.length <= LONGEST_HEADING ? CHANNEL.exec(line)?.[1] : undefined;
  if (channel !== undefined) return channel;
  const sources = line.endsWith(':') && line.length <= LONGEST_HEADING ? namedSources(line) : [];
  return sources.length === 1 ? sources[0]?.asWritten : undefined;
}

/** The source in brackets right behind an id: `(Tcpip)`. */
export function bracketedSource(rest: string): string | undefined {
  const name = /^[ \t]?\(([A-Za-z][\w-]{1,63})\)/.exec(rest.slice(0, 80))?.[1];
  if (name === undefined || !isSourceName(name)) return undefined;
  return IS_CAPITAL.test(name) || isProvider(name) ? name : undefined;
}

/** The source in the title of Event Viewer's window, as the value of its label: `4094, Netlogon`, perhaps with the X that closes it. */
function titledSource(value: string): string | undefined {
  const name = /^\d{1,5}, ([A-Z][\w-]{1,63}(?: [A-Z][\w-]{1,30}){0,4}?)(?: {1,80}[X×✕])?\s*$/.exec(
    value.slice(0, 160),
  )?.[1];
  return name !== undefined && isSourceName(name) && fieldNamed(name.split(' ', 1)[0] ?? '') === undefined
    ? name
    : undefined;
}

/**
 * The source that stands behind an id, in the value of its label.
 * @param beside what of the value is behind the id
 */
export const sourceBehindId = (value: string, beside: string, eventId: number): string | undefined =>
  bracketedSource(beside) ??
  titledSource(value) ??
  (/^\d{1,5}\p{Lu}/u.test(value) ? gluedProvider(beside) : undefined) ??
  sourceBeside(beside, eventId);

/** The first source named behind an id; a word of a sentence, "- the server was …", and whose process it was are none. */
function sourceBeside(beside: string, eventId: number): string | undefined {
  const first = namedSources(beside)[0];
  if (first === undefined || first.stated) return first?.asWritten;
  const { asWritten, start, end } = first;
  const process = /^ ?\({1,2}(\d{1,5})/.exec(beside.slice(end, end + 12));
  if (process) {
    const at = end + process[0].length;
    if (isProcessId(beside, at - (process[1]?.length ?? 0), at)) return undefined;
  }
  const isWord = /^\p{Ll}+$/u.test(asWritten) && /\p{L}/u.test(beside.slice(0, start));
  return isWord && knownEvent(asWritten, eventId) === undefined ? undefined : asWritten;
}
