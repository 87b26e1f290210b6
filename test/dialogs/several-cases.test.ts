import { describe, expect, it } from 'vitest';
import { Conversation, textOf } from './conversation.ts';

const EXCHANGE = '4116 3039 0x80040115 4117 4094 0x8004011d 4102';
const DISK = `Source: disk
Event ID: 153
The IO operation at logical block address 0x12 for Disk 1 was retried.

Source: Ntfs
Event ID: 55
The file system structure on the disk is corrupt and unusable.`;

/** A case in which the number was changed, as far as watching the events. */
async function changed(): Promise<Conversation> {
  const talk = new Conversation();
  for (const said of [EXCHANGE, '1 0x5, 2 5.0, 3 nt4', 'next', 'I agree', 'done', 'done', 'done']) await talk.say(said);
  expect(talk.case.change).toMatchObject({ before: 5, target: 20, made: true });
  return talk;
}

describe('a change that was made', () => {
  it('is taken back from a case beside it, past the warning of its own case', async () => {
    const talk = await changed();
    expect((await talk.say(DISK)).screen.kind).toBe('unknown');
    expect(textOf(await talk.say('my cases'))).toContain('a change was made here');
    expect((await talk.say('undo the change')).screen.kind).toBe('warning');
    const undo = await talk.say('I agree');
    expect([undo.title, undo.files.map(({ name }) => name)]).toEqual(['Take the change back', ['undo.reg']]);
  });

  it('is asked about before the case is put aside, and stays within reach afterwards', async () => {
    const talk = await changed();
    expect(textOf(await talk.say('new case'))).toContain('undo the change');
    await talk.say('start over now');
    expect((await talk.say('undo the change')).screen.kind).toBe('warning');
    expect((await talk.say('I agree')).title).toBe('Take the change back');
  });
});
