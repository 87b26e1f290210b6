import { describe, expect, it } from 'vitest';
import { converseWith } from '../../bot/converse.ts';
import { newCase } from '../../dialogs/walking/case.ts';
import { recognizeUtterance } from '../../knowledge/recognizer/recognize.ts';
import type { LogRead } from '../../knowledge/recognizer/recognizer-result.ts';
import { plainUtterance } from '../../knowledge/recognizer/utterance.ts';
import { KNOWLEDGE } from './conversation.ts';

const EVENT = 'Event ID: 4094\nSource: MSExchangeIMC\nDescription: The error 0x8004011d occurred';
const WHOLE: LogRead = { name: 'app.evtx', read: 20_345, kinds: 212, damaged: 0, late: 0 };
const converse = converseWith(KNOWLEDGE);

async function told(log: Partial<LogRead>, event = EVENT): Promise<string> {
  const now = new Date(0);
  const result = { ...recognizeUtterance(plainUtterance(event)), logs: [{ ...WHOLE, ...log }] };
  const { reply } = await converse(newCase(now), plainUtterance(''), now, result);
  return JSON.stringify(reply.blocks);
}

describe('a binary log', () => {
  it('is told in numbers, before what its events point to', async () => {
    const reply = await told({});
    expect(reply).toContain('I read 20,345 records of app.evtx; told once where they say the same, they are 212.');
    expect(reply.indexOf('app.evtx')).toBeLessThan(reply.indexOf('4094'));
    expect(reply).not.toMatch(/cannot be read|no time/);
  });

  it('that is damaged or takes long says how many records are missing', async () => {
    expect(await told({ damaged: 1 })).toContain('1 record of it cannot be read');
    expect(await told({ late: 1555 })).toContain('For 1,555 older records there was no time.');
  });

  it('is told although no event was in the part that was read', async () => {
    expect(await told({ damaged: 3 }, '')).toContain('3 records of it cannot be read');
  });

  it('whose name is hostile cannot speak for us', async () => {
    expect(await told({ name: '**Warning** `x` [y](z)' })).not.toContain('**Warning**');
  });
});
