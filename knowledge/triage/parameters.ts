import type { ParameterKind } from './event-file.ts';

/** A program, service, disk, account and so on that an event names. */
export interface Parameter {
  kind: ParameterKind;
  value: string;
}

const LONGEST_TEXT = 600;
const LONGEST_VALUE = 80;
const MOST = 6;

const BETWEEN = /[\s,;"'()<>|¦]+/;
const PROGRAM = /\.exe$/i;
const MODULE = /\.(?:dll|sys|ocx|drv|cpl)$/i;
const UPDATE = /^KB\d{6,8}$/i;
const VOLUME = /^(?:[A-Z]:|\\Device\\HarddiskVolume\w{1,16})$/;
const DISK = /^\\Device\\(?:Harddisk\d{1,3}(?!\w)|Ide\\IdePort\d|RaidPort\d{1,3}|Scsi\\)/i;

/** The file at the end of a path. */
const fileOf = (word: string) => word.slice(Math.max(word.lastIndexOf('\\'), word.lastIndexOf('/')) + 1);

/** A name behind the domain or machine that it is of: one backslash, and no path. */
function isAccount(word: string): boolean {
  const [domain = '', name = '', ...more] = word.split('\\');
  return (
    more.length === 0 && /^[\w.-]{1,30}$/.test(domain) && /^[\w.-]{1,40}\$?$/.test(name) && !/\.\w{2,3}$/.test(name)
  );
}

/** How each kind stands in a text, whatever language it is in. Services are read by {@link serviceIn}. */
const READERS: Partial<Record<ParameterKind, (words: readonly string[]) => string[]>> = {
  process: (words) => words.filter((word) => PROGRAM.test(word)).map(fileOf),
  module: (words) => words.filter((word) => MODULE.test(word)).map(fileOf),
  update: (words) => words.filter((word) => UPDATE.test(word)),
  volume: (words) => words.filter((word) => VOLUME.test(word)),
  account: (words) => words.filter(isAccount),
  device: (words) => words.filter((word) => word.startsWith('\\Device\\')),
  disk: (words) =>
    words.flatMap((word, at) => {
      const device = DISK.exec(word)?.[0];
      if (device !== undefined) return [device.endsWith('\\') ? word : device];
      return word === 'Disk' && /^\d{1,3}$/.test(words[at + 1] ?? '') ? [`Disk ${words[at + 1]}`] : [];
    }),
};

const clean = (value: string) => value.slice(0, LONGEST_VALUE);

/** What stands between two marks, where it is short. */
function quotedIn(text: string): string | undefined {
  const from = text.search(/["“„«]/);
  const to = from < 0 ? -1 : text.slice(from + 1).search(/["“”»]/);
  return to > 1 && to < LONGEST_VALUE ? text.slice(from + 1, from + 1 + to).trim() : undefined;
}

/** "The Spooler service terminated…", `Der Dienst "Spooler" …`, or the first insertion string: "McAfee McShield 1 5000 …", "Spooler %%1053". */
function serviceIn(text: string): string | undefined {
  const end = text.search(/ service[ .]/);
  const start = end < 0 ? -1 : text.slice(0, end).toLowerCase().lastIndexOf('the ');
  if (start >= 0 && end - start < LONGEST_VALUE) {
    const name = text.slice(start + 4, end);
    if (!/^(?:following|specified)\b/.test(name)) return name;
  }
  const quoted = quotedIn(text);
  if (quoted !== undefined) return quoted;
  const [strings = ''] = text.split(' ¦ ', 1);
  const rest = strings.search(/ (?:%%|\d|running$|stopped$)/);
  const first = strings.slice(0, rest < 0 ? undefined : rest);
  // "Event 7034 from Service Control Manager": words behind an id are a sentence, unless they are a name.
  return (/^[A-Z]/.test(first) || /^[a-z]\S*$/.test(first)) &&
    first.split(' ').length < 6 &&
    !/^(?:event|the|an?|service) /i.test(first) &&
    first.length < LONGEST_VALUE
    ? first
    : undefined;
}

/** Names that say nothing about what events share. */
const COMMONPLACE = /^(?:nt authority\\.*|system|unknown|n\/a|.*\\system32|local service|network service)$/i;

function named(kind: ParameterKind, text: string, words: readonly string[]): string[] {
  if (kind === 'service') {
    const service = serviceIn(text);
    return service === undefined ? [] : [service];
  }
  return READERS[kind]?.(words) ?? [];
}

/**
 * What an event names of the kinds it is known to take, each once.
 * @param takes in the order of its insertion strings; only which kinds there are counts, since a text joins them by blanks
 * @param text what the event says, message or insertion strings; its first 600 characters are read
 */
export function parametersIn(takes: readonly ParameterKind[], text: string): Parameter[] {
  const seen = text.slice(0, LONGEST_TEXT);
  // The end of a sentence or a label is no part of a name.
  const words = seen.split(BETWEEN).map((word) => word.replace(/(?<=\w\w\w)[.:]$|(?<=:)\.$/, ''));
  const found = [...new Set(takes)].flatMap((kind) =>
    named(kind, seen, words).map((value): Parameter => ({ kind, value: clean(value) })),
  );
  const worth = found.filter(({ value }) => value.length > 1 && !COMMONPLACE.test(value));
  const once = new Map(worth.map((one) => [`${one.kind} ${one.value.toLowerCase()}`, one]));
  return [...once.values()].slice(0, MOST);
}
