// What is said about being reminded.

const MINUTE = 60_000;
const counted = (count: number, one: string, unit: string) => (count === 1 ? one : `${count} ${unit}s`);

/** A wait in words: "an hour", "90 minutes". */
function spanOf(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes % 1440 === 0) return counted(minutes / 1440, 'a day', 'day');
  if (minutes % 60 === 0) return counted(minutes / 60, 'an hour', 'hour');
  return counted(minutes, 'a minute', 'minute');
}

/** With its day and its zone, so that nobody elsewhere takes it for another: "Monday 5 January at 10:00 UTC". */
export const momentOf = (at: Date): string => {
  const when = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const day = at.toLocaleDateString('en-GB', { ...when, timeZone: 'UTC' }).replace(',', '');
  return `${day} at ${at.toISOString().slice(11, 16)} UTC`;
};

export const reminders = {
  button: (ms: number) => `Remind me in ${spanOf(ms)}`,
  offButton: 'Do not remind me',
  title: 'A reminder',
  setTitle: 'The reminder is set',
  set: (ms: number, at: Date) => `I write to you here in ${spanOf(ms)}: on ${momentOf(at)}.`,
  untilThen: 'Whoever answers or goes on before that is not reminded any more.',
  offTitle: 'No reminder',
  off: 'Good. I write to you no more unasked.',
  none: 'No reminder is set.',
  nothing: 'I remind you of a step, or of the question whether it helped. There is none yet.',
  cannot: 'In this chat I can only answer. Come back when it is time; the case is kept.',
  when: 'For how long? Write "remind me in 30 minutes", "in 2 hours" or "tomorrow": a day is the longest.',
  came: 'You asked me to write to you now.',
  asked: 'You asked me to remind you of this:',
  about: (what: string) => `**${what}**`,
  time: 'Its time has come',
  noted: (at: Date) => `A reminder is set for ${momentOf(at)}.`,
} as const;
