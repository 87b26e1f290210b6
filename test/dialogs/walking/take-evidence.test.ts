import { describe, expect, it } from 'vitest';
import { diagnosis } from '../../../dialogs/saying/phrases-diagnosis.ts';
import { nothingKnown } from '../../../dialogs/walking/case.ts';
import { joinKnown, takeEvidence } from '../../../dialogs/walking/take-evidence.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { Conversation, KNOWLEDGE } from '../conversation.ts';

const read = (text: string) => recognizeUtterance(plainUtterance(text));
const take = (text: string, known = nothingKnown()) => takeEvidence(known, read(text), KNOWLEDGE.index);
const block = (id: number, text: string) => `Event ID: ${id}\nSource: MSExchangeIMC\nDescription: ${text}`;

describe('what a case keeps of a paste', () => {
  it('events, codes, spool files and the version', () => {
    const { known, newEvents } = take(
      `${block(4117, 'spool file 3XDW6BQJ failed')}\n\n${block(3039, 'The error 0x80040115')}\n\nExchange 5.0 here`,
    );
    expect(newEvents).toBe(2);
    expect(known.events.map((event) => event.eventId)).toEqual([4117, 3039]);
    expect(known.files).toEqual(['3XDW6BQJ']);
    expect(known.answers).toEqual({ version: '5.0' });
  });
  it('few events stay in the order in which they were told', () => {
    const { known } = take('Event ID: 30001\nSource: Print\n\nEvent ID: 4094\nSource: MSExchangeIMC');
    expect(known.events.map((event) => event.eventId)).toEqual([30_001, 4094]);
  });
  it('the very same paste again is nothing new, and makes no "same file each time"', () => {
    const paste = block(4117, 'spool file 3XDW6BQJ failed');
    const { known, newEvents } = take(paste, take(paste).known);
    expect(newEvents).toBe(0);
    expect(known.files).toEqual(['3XDW6BQJ']);
  });
  it('is bounded, and what an article names is not lost behind the rest', () => {
    const noise = Array.from(
      { length: 400 },
      (_, at) => `Event ID: ${30_000 + at}\nSource: Print\nDescription: number ${at}`,
    );
    const { known } = take([...noise, block(4094, 'The error 0x8004011d occurred')].join('\n\n'));
    expect(known.events.length).toBeLessThanOrEqual(120);
    expect(known.events.some((event) => event.eventId === 4094)).toBe(true);
    expect(JSON.stringify(known).length).toBeLessThan(100_000);
    expect(known.more).toBe(true);
    expect(take('event 4094 from MSExchangeIMC', known).known.more).toBe(true);
  });
  it('and says so when there were more', async () => {
    const events = Array.from({ length: 130 }, (_, at) =>
      block(4094, `The error 0x8004011d occurred, try ${'x'.repeat(at)}`),
    );
    const said = async (paste: string) => JSON.stringify((await new Conversation().say(paste)).blocks);
    expect(await said(events.join('\n\n'))).toContain(diagnosis.more);
    expect(await said(events.slice(0, 100).join('\n\n'))).not.toContain(diagnosis.more);
  });
  it('what the paste alone answers is not shown as somebody’s answer', async () => {
    const files = ['3XDW6BQJ', '7KQW2ABC'].map((name) => block(4117, `spool file ${name} failed`));
    const said = JSON.stringify((await new Conversation().say([...files, block(4094, 'x')].join('\n\n'))).blocks);
    expect(said).toContain('read from the paste');
    expect(said).not.toContain('answer \\"');
  });
  it('the events of the failure are not lost behind a case that is full already', () => {
    const noise = Array.from(
      { length: 130 },
      (_, at) => `Event ID: ${30_000 + at}\nSource: Print\nDescription: number ${at}`,
    );
    const { known } = take(block(4094, 'The error 0x8004011d occurred'), take(noise.join('\n\n')).known);
    expect(known.events.some((event) => event.eventId === 4094)).toBe(true);
  });
  it('the key under which a number stood', () => {
    const { known } = take('[HKEY_LOCAL_MACHINE\\SOFTWARE\\Other]\n"Max Threads(Private+Public)"=dword:00000005');
    expect(known.readings).toEqual([
      { name: 'Max Threads(Private+Public)', value: 5, from: 'registry', key: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Other' },
    ]);
  });
  it('two versions in one paste answer nothing', () => {
    expect(take('Exchange 4.0 and Exchange 5.5 are both here').known.answers).toEqual({});
  });
  it('an answer that was given stays when the second paste of the same case says otherwise', () => {
    const first = { ...nothingKnown(), answers: { version: '5.0' } };
    expect(
      joinKnown(first, { ...nothingKnown(), answers: { version: '5.5', spool: 'same' } }, KNOWLEDGE.index).answers,
    ).toEqual({
      version: '5.0',
      spool: 'same',
    });
  });
});
