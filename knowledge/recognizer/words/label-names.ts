import { OTHER_LANGUAGES } from './label-languages.ts';

/** What a label in front of a value names. `other`: a known label whose value is not needed. */
export type LabelField =
  | 'id'
  | 'source'
  | 'severity'
  | 'category'
  | 'date'
  | 'time'
  | 'dateTime'
  | 'user'
  | 'computer'
  | 'log'
  | 'description'
  | 'strings'
  | 'data'
  | 'xml'
  | 'other';

// Event Viewer of every version in English, German, French and Spanish; wevtutil, PowerShell, WMI, eventquery.
const NAMES: Record<LabelField, readonly string[]> = {
  id: [
    ...['event id', 'event', 'id', 'instance id', 'event identifier', 'event code', 'event number'],
    ...['ereigniskennung', 'ereignis-id', 'ereignis', 'kennung'],
    ...["id de l'événement", 'id événement', "numéro de l'événement", "id de l'évènement", 'id évènement'],
    ...[
      'id. del evento',
      'id. de evento',
      'id. evento',
      'id. de suceso',
      'id. del suceso',
      'id. suceso',
      'suceso',
      'evento',
    ],
    ...['identificador de evento', 'identificador del evento'],
  ],
  source: [
    ...['source', 'event source', 'source name', 'provider name', 'provider', 'ereignisquelle', 'quelle'],
    ...["source de l'événement", 'origen', 'origen del suceso', 'origen del evento', 'origen de suceso'],
  ],
  severity: [
    ...['type', 'event type', 'level', 'entry type', 'level display name', 'severity', 'ereignistyp', 'typ', 'ebene'],
    ...["type de l'événement", 'niveau', 'tipo', 'tipo de suceso', 'tipo de evento', 'nivel'],
  ],
  category: [
    ...['category', 'event category', 'task category', 'task', 'category string', 'task display name'],
    ...['ereigniskategorie', 'kategorie', 'aufgabenkategorie', "catégorie de l'événement", 'catégorie'],
    ...['catégorie de la tâche', 'categoría', 'categoría del suceso', 'categoría de suceso', 'categoría de la tarea'],
  ],
  date: ['date', 'datum', 'fecha'],
  time: ['time', 'uhrzeit', 'zeit', 'heure', 'hora'],
  dateTime: ['date time', 'date and time', 'logged', 'time generated', 'time created', 'time written'],
  user: ['user', 'user name', 'user id', 'benutzer', 'utilisateur', 'usuario'],
  computer: ['computer', 'computer name', 'machine name', 'ordinateur', 'equipo', 'server'],
  log: ['log name', 'logfile', 'log', 'protokollname', 'nom du journal', 'journal', 'nombre de registro'],
  description: ['description', 'message', 'beschreibung', 'descripción'],
  strings: ['insertion strings', 'replacement strings', 'strings', 'properties'],
  data: ['data', 'data (words)', 'data (bytes)', 'words', 'bytes', 'daten', 'données', 'datos'],
  xml: ['event xml', 'ereignis-xml', 'xml'],
  other: [
    ...[
      'keywords',
      'keyword',
      'opcode',
      'index',
      'record number',
      'record id',
      'category number',
      'version',
      'qualifiers',
    ],
    ...[
      'process id',
      'thread id',
      'activity id',
      'related activity id',
      'container log',
      'matched query ids',
      'bookmark',
    ],
    ...['opcode display name', 'keywords display names', 'provider id', 'container', 'site', 'schlüsselwörter'],
    ...['mots clés', 'palabras clave', 'code opération', 'vorgangscode', 'código de operación'],
  ],
};

const FIELDS = [
  ...(['id', 'source', 'severity', 'category', 'date', 'time', 'dateTime', 'user', 'computer', 'log'] as const),
  ...(['description', 'strings', 'data', 'xml', 'other'] as const),
];

const letters = (label: string) =>
  label
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');

const inOtherLanguages = new Map<LabelField, readonly string[]>(
  Object.entries(OTHER_LANGUAGES) as [LabelField, readonly string[]][],
);
const BY_LETTERS = new Map(
  FIELDS.flatMap((field) =>
    [...(inOtherLanguages.get(field) ?? []), ...NAMES[field]].map((name) => [letters(name), field] as const),
  ),
);

/** The field a label names; case, accents, blanks and punctuation do not count. `label`: at most five words. */
export function fieldNamed(label: string): { field: LabelField; name: string } | undefined {
  if (label.length > 40) return undefined;
  const name = letters(label);
  const field = BY_LETTERS.get(name);
  return field === undefined ? undefined : { field, name };
}
