import { type LabelledBlock, readLabelledBlocks } from './labelled-blocks.ts';
import type { PasteReader } from './paste-reader.ts';

/** Events written as `Label: value` lines: a format is the labels that only it has, as their bare letters or as `@field`. */
export interface LabelFormat {
  shape: string;
  /** one of each group must be there */
  has: readonly (readonly string[])[];
  not?: readonly string[];
}

/** Most specific first; a new one is one more row. The last takes what articles, tickets and people print, in any order. */
export const LABEL_FORMATS: readonly LabelFormat[] = [
  { shape: 'windows-vista-copy', has: [['@log', '@xml', 'taskcategory']], not: ['event[', 'logfile', 'providername'] },
  { shape: 'wevtutil-text', has: [['event[']] },
  { shape: 'powershell-list', has: [['instanceid', 'providername', 'entrytype', 'leveldisplayname']] },
  { shape: 'wmic-list', has: [['eventidentifier', 'sourcename', 'eventcode']] },
  {
    shape: 'windows-2000-copy',
    has: [
      [
        ...['eventsource', 'eventtype', 'eventcategory', 'ereignisquelle', 'ereignistyp', 'ereigniskategorie'],
        ...['sourcedelevenement', 'typedelevenement', 'categoriedelevenement'],
        ...['origendelsuceso', 'tipodesuceso', 'categoriadelsuceso', 'origendelevento', 'tipodeevento'],
      ],
    ],
  },
  { shape: 'eventquery-list', has: [['event'], ['datetime', 'computername']] },
  { shape: 'nt4-detail', has: [['date'], ['time', 'computer'], ['source']] },
  { shape: 'kb-labels', has: [] },
];

const shapeOf = ({ labels }: LabelledBlock): string =>
  LABEL_FORMATS.find(
    ({ has, not = [] }) =>
      has.every((some) => some.some((one) => labels.has(one))) && !not.some((one) => labels.has(one)),
  )?.shape ?? '';

/** Both readers see the same lines where no table was between them. */
const read = new WeakMap<readonly string[], ReturnType<PasteReader>>();

function eventsOf(lines: readonly string[]): ReturnType<PasteReader> {
  const known = read.get(lines);
  if (known) return known;
  const events = readLabelledBlocks(lines).map((block) => Object.assign(block.event, { shape: shapeOf(block) }));
  read.set(lines, events);
  return events;
}

/** Reads what Event Viewer of Windows Vista and later copies; Event Xml below it is of the same event. */
export const readVistaCopies: PasteReader = (lines) =>
  eventsOf(lines).filter(({ shape }) => shape === LABEL_FORMATS[0]?.shape);

/** Reads every event written as labels, whatever wrote it. */
export const readLabelled: PasteReader = eventsOf;
