import type { EventColumn } from '../formats/row-layout.ts';

// Headers of Event Viewer's lists in English, German, French and Spanish, of PowerShell, WMI, eventquery and Log Parser.
const NAMES: Record<Exclude<EventColumn, 'number' | 'other'>, string> = {
  date: 'date datum fecha',
  time: 'time uhrzeit zeit heure hora',
  dateTime: 'dateandtime datetime datumunduhrzeit dateetheure fechayhora timecreated timegenerated',
  id: 'event eventid id ereignis ereignisid evenement iddelevenement iddevenement suceso evento iddelevento iddeevento eventcode instanceid eventidentifier',
  source: 'source quelle origen providername sourcename eventsource',
  severity: 'type level entrytype leveldisplayname eventtype eventtypename typ ebene niveau tipo nivel',
  category:
    'category taskcategory kategorie aufgabenkategorie categorie categoriedelatache categoria categoriadelatarea categorystring eventcategoryname taskdisplayname',
  user: 'user benutzer utilisateur usuario username userid sid',
  computer: 'computer computername machinename ordinateur equipo',
  description: 'description message beschreibung descripcion',
};

const BY_NAME = new Map<string, EventColumn>();
for (const column of [
  'date',
  'time',
  'dateTime',
  'id',
  'source',
  'severity',
  'category',
  'user',
  'computer',
  'description',
] as const) {
  for (const name of NAMES[column].split(' ')) BY_NAME.set(name, column);
}

/** The column a header cell names; case, accents, blanks and punctuation do not count. */
export function columnNamed(header: string): EventColumn | undefined {
  if (header.length > 60) return undefined;
  return BY_NAME.get(
    header
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z]/g, ''),
  );
}

/** The columns of a header line, or undefined when the line is none: it must name an id, a source and one thing more. */
export function headerColumns(cells: readonly string[]): EventColumn[] | undefined {
  const columns = cells.map((cell) => columnNamed(cell) ?? 'other');
  const known = new Set(columns.filter((column) => column !== 'other'));
  return known.has('id') && known.has('source') && known.size >= 3 ? columns : undefined;
}
