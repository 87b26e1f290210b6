import { describe, expect, it } from 'vitest';
import { phrases } from '../../dialogs/saying/phrases.ts';
import { plainUtterance, type Utterance } from '../../knowledge/recognizer/utterance.ts';
import { Conversation } from './conversation.ts';

const said = (part: Partial<Utterance>): Utterance => ({ ...plainUtterance(''), ...part });
const log = {
  name: 'app.evtx',
  text: 'Event ID: 4094\nSource: MSExchangeIMC\nDescription: The error 0x8004011d occurred',
};

async function told(utterance: Utterance): Promise<string> {
  return JSON.stringify((await new Conversation().turn(utterance)).blocks);
}

describe('a file that was read only in part', () => {
  it.each(['damaged', 'late'] as const)('(%s) is said to be so, before what its events point to', async (why) => {
    const reply = await told(said({ files: [log], inPart: [{ name: 'app.evtx', why }] }));
    expect(reply).toContain(phrases.inPart[why]('app.evtx'));
    expect(reply.indexOf('app.evtx')).toBeLessThan(reply.indexOf('4094'));
  });

  it('is said to be so although no event was in that part', async () => {
    const reply = await told(
      said({ files: [{ name: 'x.evtx', text: '' }], inPart: [{ name: 'x.evtx', why: 'damaged' }] }),
    );
    expect(reply).toContain(phrases.inPart.damaged('x.evtx'));
  });

  it('whose name is hostile cannot speak for us', async () => {
    const reply = await told(said({ files: [log], inPart: [{ name: '**Warning** `x` [y](z)', why: 'damaged' }] }));
    expect(reply).not.toContain('**Warning**');
  });

  it('leaves nothing to be said when it was whole', async () => {
    expect(await told(said({ files: [log] }))).not.toContain('only the events');
  });
});
