import type { ParameterKind } from './event-file.ts';

/** A program, service, disk, account and so on that an event names. */
export interface Parameter {
  kind: ParameterKind;
  value: string;
}

const LONGEST_TEXT = 600;
const LONGEST_VALUE = 80;
const MOST = 6;

/**
 * How each kind stands in a text, whatever language it is in: names of files by their ending, devices by their path, accounts by
 * their backslash. What only a sentence tells (services, computers) is read by {@link named}.
 */
const SHAPES: Partial<Record<ParameterKind, RegExp>> = {
  process: /(?<![\w.-])[\w.+-]{1,60}\.exe\b/gi,
  module: /(?<![\w.-])[\w.+-]{1,60}\.(?:dll|sys|ocx|drv|cpl|node)\b/gi,
  disk: /\\Device\\Harddisk\d{1,3}|\bDisk \d{1,3}\b|\\Device\\Ide\\IdePort\d|\\Device\\(?:RaidPort|Scsi\\\w{1,20}?)\d{1,3}\b/gi,
  volume: /(?<![\w/\\.-])[A-Z]:(?![\w/\\])|\\Device\\HarddiskVolume(?:ShadowCopy)?\d{1,4}/g,
  device: /\\Device\\[\w\\]{1,60}/g,
  account: /(?<![\w\\:.-])[\w.-]{1,30}\\[\w$.-]{1,40}(?![\\\w])/g,
  update: /\bKB\d{6,8}\b/gi,
};

const clean = (value: string) => value.replace(/[.,;:]+$/, '').slice(0, LONGEST_VALUE);

/** "The Spooler service terminated…", `Der Dienst "Spooler" …`, or the first insertion string: "McAfee McShield 1 5000 …", "Spooler %%1053". */
function serviceIn(text: string): string | undefined {
  const english =
    /\b[Tt]he (.{1,80}?) service (?:terminated|failed|depends|hung|was|did|entered|could|is|has|on|to)\b/.exec(
      text,
    )?.[1];
  if (english !== undefined) return english.replace(/ service$/i, '');
  const told = /\bservice:? "?([\w .$-]{2,60}?)"? (?:to connect|did not|with)\b/i.exec(text)?.[1];
  if (told !== undefined) return told.replace(/^the /i, '');
  const quoted = /["“„«]([^"“”„«»]{2,60})["”“»]/.exec(text)?.[1];
  if (quoted !== undefined) return quoted.trim();
  const first = /^(?:\d{4,6} )?([A-Za-z][\w .$()/-]{1,60}?)(?= %%\d| \d| running$| stopped$|$)/.exec(
    text.split(' ¦ ', 1)[0] ?? '',
  )?.[1];
  return first !== undefined && !/^(?:event|the|an?) |(?: \S+){5}/i.test(first) ? first : undefined;
}

/** Names that say nothing about what events share. */
const COMMONPLACE = /^(?:nt authority\\.*|system|unknown|n\/a|.*\\system32|local service|network service)$/i;

function named(kind: ParameterKind, text: string): string[] {
  if (kind === 'service') {
    const service = serviceIn(text);
    return service === undefined ? [] : [service];
  }
  const shape = SHAPES[kind];
  return shape === undefined ? [] : [...text.matchAll(shape)].map(([value]) => value);
}

/**
 * What an event names of the kinds it is known to take, each once.
 * @param takes in the order of its insertion strings; only which kinds there are counts, since a text joins them by blanks
 * @param text what the event says, message or insertion strings; its first 600 characters are read
 */
export function parametersIn(takes: readonly ParameterKind[], text: string): Parameter[] {
  const seen = text.slice(0, LONGEST_TEXT);
  const found = [...new Set(takes)].flatMap((kind) =>
    named(kind, seen).map((value): Parameter => ({ kind, value: clean(value) })),
  );
  const worth = found.filter(({ value }) => value.length > 1 && !COMMONPLACE.test(value));
  const once = new Map(worth.map((one) => [`${one.kind} ${one.value.toLowerCase()}`, one]));
  return [...once.values()].slice(0, MOST);
}
