/** Which service does what next, as a person would do it by hand. */
export interface ServiceOrder {
  /** names of services in the order in which they are stopped */
  stop: string[];
  /** and in which they are started */
  start: string[];
}

/** One kind of event on the time line. */
export interface TimeLineRow {
  /** "4116", or "4116" and its source */
  label: string;
  /** how often it was logged; 0 for one that would belong here and was not seen */
  count: number;
  /** minutes after the first event of all; undefined when the paste told no time */
  first?: number | undefined;
  last?: number | undefined;
}

/**
 * What a picture shows, in the article's own data. No picture may hold what tells who somebody is: neither a machine's
 * name nor a date, only ids, counts and minutes.
 */
export type Drawing =
  /** the dialog of an editor as it looks when the number is typed: `data` without 0x, in `base` */
  | { of: 'value'; editor: 'regedit' | 'regedt32'; name: string; data: string; base: 'hex' | 'decimal' }
  /** the way to a key, and the value in it */
  | { of: 'key'; key: string; value: string; type: string }
  | { of: 'events'; rows: TimeLineRow[] }
  | ({ of: 'order' } & ServiceOrder);

/** Pictures are glanced at: what does not fit into these is for the text beside them. */
export const DRAWN_AT_MOST = { rows: 12, services: 6, levels: 10, characters: 80 };

/** How wide every picture is, in units of the screen. */
export const DRAWN_WIDTH = 460;
