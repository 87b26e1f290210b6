import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { OWN_DATA_FILE, withOwnData } from '../../bot/own-data.ts';
import type { PersonData } from '../../bot/store/store.ts';
import { reply } from '../../dialogs/compose-reply.ts';
import { phrases } from '../../dialogs/phrases.ts';

const EMPTY: PersonData = { case: undefined, touchedAt: undefined, activities: [], files: [], outbox: [] };
const at = new Date('2026-01-05T09:00:00Z');
const message = (by: string, text: string, more: Partial<Activity> = {}): Partial<Activity> => ({
  type: 'message',
  from: { id: by, name: '' },
  timestamp: at,
  text,
  ...more,
});

function show(data: Partial<PersonData>) {
  const { files, blocks } = withOwnData(reply('answer', 'Your data', [], []), { ...EMPTY, ...data }, 'ada');
  const text = files.find(({ name }) => name === OWN_DATA_FILE)?.text ?? '';
  return {
    own: JSON.parse(text),
    bytes: Buffer.byteLength(text),
    saysCut: JSON.stringify(blocks).includes(phrases.ownDataCut),
  };
}

describe('"show my data"', () => {
  it('tells a case, every message, every file and what still waits for its channel', () => {
    const { own, saysCut } = show({
      case: { caseId: 'c1' },
      touchedAt: at,
      activities: [
        message('ada', 'event 4116', { attachments: [{ contentType: 'text/plain', name: 'app.txt' }] }),
        message('faultline', 'It points to threads', {
          attachments: [{ contentType: 'card', content: { big: 'card' } }],
        }),
        message('ada', '', { value: { faultline: { say: 'Next' } } }),
      ],
      files: [{ name: 'app.txt', bytes: 12 }],
      outbox: [message('faultline', 'not yet sent')],
    });
    const when = at.toISOString();
    expect(own).toEqual({
      case: { caseId: 'c1' },
      lastTouched: when,
      messages: [
        { at: when, by: 'you', text: 'event 4116', files: ['app.txt'] },
        { at: when, by: 'Faultline', text: 'It points to threads' },
        { at: when, by: 'you', text: '', value: { faultline: { say: 'Next' } } },
      ],
      files: [{ name: 'app.txt', bytes: 12 }],
      waitingForTheirChannel: [{ at: when, by: 'Faultline', text: 'not yet sent' }],
    });
    expect(saysCut).toBe(false);
  });

  it('of somebody who has none says so', () => {
    expect(show({}).own).toEqual({ case: null, messages: [], files: [], waitingForTheirChannel: [] });
  });

  it.each([
    ['one huge paste', [1_000_000]],
    ['a long chat', Array.from({ length: 600 }, () => 5000)],
    ['a very long chat', Array.from({ length: 5000 }, () => 300)],
    ['a chat of accents', Array.from({ length: 40 }, () => 60_000)],
  ])('of %s stays small enough to be sent, and says what was left out', (what, lengths) => {
    const letter = what.endsWith('accents') ? 'é' : 'x';
    const activities = lengths.map((length, n) => message('ada', `${n} ${letter.repeat(length)}`));
    const { own, bytes, saysCut } = show({ activities });
    expect(bytes).toBeLessThanOrEqual(120 * 1024);
    expect(saysCut).toBe(true);
    expect(own.messages.length + (own.olderMessagesLeftOut ?? 0)).toBe(lengths.length);
    expect(own.messages.at(-1).text).toContain(`${lengths.length - 1} ${letter}`);
    expect(own.messages.at(-1).text).toMatch(/more characters\)$/);
  });
});
