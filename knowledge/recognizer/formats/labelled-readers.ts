import type { PasteReader } from '../paste/paste-reader.ts';
import { readEventqueryList } from './eventquery-list.ts';
import { readKbLabels } from './kb-labels.ts';
import { readNt4Detail } from './nt4-detail.ts';
import { readPowershellList } from './powershell-list.ts';
import { readWevtutilText } from './wevtutil-text.ts';
import { readWindows2000Copy } from './windows-2000-copy.ts';
import { readWmicList } from './wmic-list.ts';

/** The readers of `Label: value` lines, most specific first. */
export const LABELLED_READERS: readonly { shape: string; read: PasteReader }[] = [
  { shape: 'wevtutil-text', read: readWevtutilText },
  { shape: 'powershell-list', read: readPowershellList },
  { shape: 'wmic-list', read: readWmicList },
  { shape: 'windows-2000-copy', read: readWindows2000Copy },
  { shape: 'eventquery-list', read: readEventqueryList },
  { shape: 'nt4-detail', read: readNt4Detail },
  { shape: 'kb-labels', read: readKbLabels },
];
