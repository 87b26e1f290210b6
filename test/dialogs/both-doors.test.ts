import { describe, expect, it } from 'vitest';
import { diagnosisReport } from '../../bot/api/diagnose-report.ts';
import { diagnose } from '../../knowledge/diagnose.ts';
import { FOREIGN_PASTES } from '../fixtures/foreign-pastes.ts';
import { LABELLED_PASTES } from '../fixtures/labelled-pastes.ts';
import { SYMPTOMS, told } from '../fixtures/symptoms.ts';
import { TABLE_PASTES } from '../fixtures/table-pastes.ts';
import { sharedTurns } from '../fixtures/turns.ts';
import { Conversation, KNOWLEDGE, textOf } from './conversation.ts';

const REG =
  'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\MSExchangeIS\\ParametersSystem]\n"Max Threads(Private+Public)"=dword:00000005';

const INPUTS: readonly { name: string; text: string }[] = [
  ...FOREIGN_PASTES.map((text, place) => ({ name: `foreign paste ${place}`, text })),
  ...[...LABELLED_PASTES, ...TABLE_PASTES].map(({ name, paste }) => ({ name, text: paste })),
  ...told(SYMPTOMS.first)
    .slice(0, 30)
    .map(({ text }) => ({ name: text.slice(0, 60), text })),
  ...sharedTurns().flatMap(({ before: [text] }) => (text === undefined ? [] : [{ name: text.slice(0, 60), text }])),
  { name: 'a registry file', text: REG },
  { name: 'a code alone', text: '0x80040115' },
  {
    name: 'the message of an event alone',
    text: 'The driver detected a controller error on \\Device\\Harddisk2\\DR2.',
  },
];

const kinds = (events: readonly { source?: string | undefined; eventId: number }[]) =>
  [...new Set(events.map(({ source, eventId }) => `${source ?? ''} ${eventId}`))].toSorted();

// What the chat says first of all, and what the command line and the API say of the same text.
describe('both doors read alike', () => {
  it.each(INPUTS)('$name', async ({ text }) => {
    const api = diagnose(KNOWLEDGE, text);
    const chat = new Conversation();
    const reply = await chat.say(text);
    const { known } = chat.case;
    expect(kinds(known.events)).toEqual(kinds(api.events));
    expect(known.readings.map(({ name, value }) => [name, value])).toEqual(
      (api.readings ?? []).map(({ name, value }) => [name, value]),
    );
    const shown = reply.screen.kind === 'diagnosis' || chat.case.cursor !== undefined ? 'match' : reply.screen.kind;
    if (api.verdict === 'match') expect(shown).toBe('match');
    if (api.verdict === 'choose') expect(shown).toBe('choose');
    if (api.verdict === 'unknown' && api.events.length > 0) expect(shown).toBe('unknown');
    const report = diagnosisReport(api, KNOWLEDGE);
    for (const { article } of api.soundsLike ?? []) expect(`${textOf(reply)}${report}`).toContain(article);
    if (api.soundsLike) expect(textOf(reply)).toContain(api.soundsLike[0]?.article);
  });
});
