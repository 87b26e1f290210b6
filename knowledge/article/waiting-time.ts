const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How a language says a time from now on, in lower case and without accents. */
interface TimeWords {
  /** what may stand before it */
  from: readonly string[];
  minute: string;
  hour: string;
  day: string;
  /** the words for 1 */
  one: string;
  /** from 2 on */
  counts: string;
  half: readonly string[];
  tomorrow: string;
}

// Another language is another entry.
const LANGUAGES: readonly TimeWords[] = [
  {
    from: ['in', 'after'],
    minute: 'min mins minute minutes',
    hour: 'h hr hrs hour hours',
    day: 'day days',
    one: 'a an one',
    counts: 'two three four five six seven eight nine ten',
    half: ['half an hour'],
    tomorrow: 'tomorrow',
  },
  {
    from: ['in', 'nach'],
    minute: 'minute minuten',
    hour: 'std stunde stunden',
    day: 'tag tage tagen',
    one: 'ein eine einem einer',
    counts: 'zwei drei vier funf sechs sieben acht neun zehn',
    half: ['einer halben stunde', 'eine halbe stunde'],
    tomorrow: 'morgen',
  },
  {
    from: ['dans', 'apres'],
    minute: 'minute minutes',
    hour: 'heure heures',
    day: 'jour jours',
    one: 'un une',
    counts: 'deux trois quatre cinq six sept huit neuf dix',
    half: ['une demi heure', 'une demie heure'],
    tomorrow: 'demain',
  },
  {
    from: ['en', 'dentro de', 'despues de'],
    minute: 'minuto minutos',
    hour: 'hora horas',
    day: 'dia dias',
    one: 'un una',
    counts: 'dos tres cuatro cinco seis siete ocho nueve diez',
    half: ['media hora'],
    tomorrow: 'manana',
  },
];

const each = (words: string, length: number): [string, number][] => words.split(' ').map((word) => [word, length]);
const UNITS = new Map(
  LANGUAGES.flatMap(({ minute, hour, day }) => [...each(minute, MINUTE), ...each(hour, HOUR), ...each(day, DAY)]),
);
const COUNTS = new Map(
  LANGUAGES.flatMap(({ one, counts }) => [
    ...each(one, 1),
    ...counts.split(' ').map((word, index): [string, number] => [word, index + 2]),
  ]),
);
const WHOLE = new Map(
  LANGUAGES.flatMap(({ half, tomorrow }) => [
    [tomorrow, DAY] as const,
    ...half.map((words) => [words, HOUR / 2] as const),
  ]),
);
const FROM = LANGUAGES.flatMap(({ from }) => from);
const SPAN = /^(?:(\d{1,4}) ?|([a-z]{1,6}) )([a-z]{1,7})$/;

/**
 * How long "in an hour", "in 30 minutes", "tomorrow" is; in German, French and Spanish too.
 * @param words lower case, single blanks
 * @returns milliseconds; undefined for a time that no clock tells, as "at the next service pack" is
 */
export function waitOf(words: string): number | undefined {
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '');
  const before = FROM.find((from) => plain.startsWith(`${from} `));
  const span = before === undefined ? plain : plain.slice(before.length + 1);
  const whole = WHOLE.get(span);
  if (whole !== undefined) return whole;
  const [, digits, count = '', unit = ''] = SPAN.exec(span) ?? [];
  const number = digits === undefined ? COUNTS.get(count) : Number(digits);
  const length = UNITS.get(unit);
  return number === undefined || length === undefined ? undefined : number * length;
}
