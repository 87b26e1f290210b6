// When events were, as far as it can be told from how it is written. Logs write times in a hundred ways; what counts here is only
// which came first, and roughly how far apart they are.

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const LONGEST = 64;
/** Seconds. */
export const MINUTE = 60;

/** The numbers of a time as written: a date in the order it stands there, and a clock. */
interface Written {
  date?: readonly [number, number, number];
  /** the second of the day */
  clock?: number;
  /** the order of a date that can only be one: year first, or a month in letters */
  order?: 'ymd' | 'dmy' | 'mdy';
}

const CLOCK = /(?:^|[T\s,])(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?(?:\s?([ap])\.?m)?/i;
const YEAR_FIRST = /(?:^|\D)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
const YEAR_LAST = /(?:^|\D)(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/;
function clockOf(text: string): number | undefined {
  const match = CLOCK.exec(text);
  if (!match) return undefined;
  const [, hours, minutes, seconds = '0', half] = match;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return hour * 3600 + Number(minutes) * 60 + Number(seconds);
}

const monthOf = (name: string | undefined): number =>
  /^[a-z]{3,9}$/i.test(name ?? '') ? MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1 : 0;

/** A year of two digits belongs to the years in which Windows wrote logs. */
const fullYear = (year: number) => (year > 99 ? year : year < 70 ? 2000 + year : 1900 + year);

function written(text: string): Written {
  const clock = clockOf(text);
  const part = clock === undefined ? {} : { clock };
  const first = YEAR_FIRST.exec(text);
  if (first) return { ...part, date: [Number(first[1]), Number(first[2]), Number(first[3])], order: 'ymd' };
  const last = YEAR_LAST.exec(text);
  if (last) {
    const date = [Number(last[1]), Number(last[3]), fullYear(Number(last[4]))] as const;
    // Only English writes months first, and it writes slashes then; with dots or hyphens the day is first.
    return { ...part, date, ...(last[2] !== '/' && { order: 'dmy' as const }) };
  }
  const date = datedInLetters(text);
  return date ? { ...part, date, order: 'ymd' } : part;
}

/** `Mon Feb 11 14:25:12 2013`, `11. Feb 2013`, `May 21 22:02`: the day stands beside the month, the year is what has four digits. */
function datedInLetters(text: string): Written['date'] {
  const words = text.split(/[\s,.-]+/);
  const at = words.findIndex((word) => monthOf(word) > 0);
  if (at < 0) return undefined;
  const isDay = (word: string | undefined) => word !== undefined && /^\d{1,2}$/.test(word);
  const day = isDay(words[at - 1]) ? words[at - 1] : isDay(words[at + 1]) ? words[at + 1] : undefined;
  const year = words.find((word) => /^\d{4}$/.test(word));
  return day === undefined ? undefined : [Number(year ?? 0), monthOf(words[at]), Number(day)];
}

/** Whether the slashed dates of a paste have their day or their month first; undefined when nothing tells. */
function slashedOrder(all: readonly Written[], texts: readonly string[]): 'dmy' | 'mdy' | undefined {
  const open = all.flatMap(({ date, order }) => (date && !order ? [date] : []));
  if (open.some(([first]) => first > 12)) return 'dmy';
  if (open.some(([, second]) => second > 12)) return 'mdy';
  return texts.some((text) => /\d\s?[ap]\.?m/i.test(text)) ? 'mdy' : undefined;
}

function seconds({ date, clock = 0, order }: Written, slashed: 'dmy' | 'mdy' | undefined): number | undefined {
  if (!date) return undefined;
  const [a, b, c] = date;
  const how = order ?? slashed;
  if (how === undefined) return undefined;
  const [year, month, day] = how === 'ymd' ? [a, b, c] : how === 'dmy' ? [c, b, a] : [c, a, b];
  return Math.floor(Date.UTC(year === 0 ? 2000 : year, month - 1, day) / 1000) + clock;
}

/**
 * The seconds of each time of one paste, on a scale of its own: good for order and distance among them, not for a calendar.
 * Times that cannot be set beside the others are undefined: of a paste with slashed dates that may be read both ways only those
 * of one and the same day are told.
 * @param texts as written, in any format, at most 64 characters of each are looked at
 */
export function eventTimes(texts: readonly (string | undefined)[]): (number | undefined)[] {
  const cut = texts.map((text) => text?.slice(0, LONGEST));
  const all = cut.map((text) => (text === undefined ? undefined : written(text)));
  const there = all.filter((one) => one !== undefined);
  const dated = there.filter(({ date }) => date !== undefined);
  // Clocks alone are all of one day, as far as anybody can tell.
  if (dated.length === 0) return all.map((one) => one?.clock);
  const days = new Set(dated.map(({ date }) => date?.join()));
  if (days.size === 1) return all.map((one) => (one?.date ? one.clock : undefined));
  const slashed = slashedOrder(
    dated,
    cut.filter((text) => text !== undefined),
  );
  return all.map((one) => (one ? seconds(one, slashed) : undefined));
}
