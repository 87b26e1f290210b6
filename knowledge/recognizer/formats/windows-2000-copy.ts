import { labelledReader } from './labelled-blocks.ts';

const OWN = [
  ...['eventsource', 'eventtype', 'eventcategory', 'ereignisquelle', 'ereignistyp', 'ereigniskategorie'],
  ...['sourcedelevenement', 'typedelevenement', 'categoriedelevenement'],
  ...['origendelsuceso', 'tipodesuceso', 'categoriadelsuceso', 'origendelevento', 'tipodeevento'],
];

/** Reads what the copy button of Windows 2000, XP and 2003 makes, in English, German, French or Spanish. */
export const readWindows2000Copy = labelledReader(
  (labels) => OWN.some((label) => labels.has(label)) && !labels.has('sourcename'),
);
