import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../bot/channels/place.ts';
import { converseWith } from '../../../bot/converse.ts';
import { phrases } from '../../../dialogs/saying/phrases.ts';
import { newCase, parseCase, SHAPE } from '../../../dialogs/walking/case.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { activityOf, CHAT, processes, turnOf } from './turn-processes.ts';

/** A JSON file that came with a message. */
function fileOf(said: Partial<Activity> | undefined, name: string): unknown {
  const url = said?.attachments?.find((one) => one.name === name)?.contentUrl ?? '';
  return JSON.parse(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64').toString('utf8'));
}

describe('a person who asks to be forgotten', () => {
  it('is: the case and what was said before are gone, and only that is still told', async () => {
    const { run, store, caseOf } = await processes(1, converseWith(KNOWLEDGE));
    await run(turnOf('m1', { said: plainUtterance('event 4094 from MSExchangeIMC, error 0x8004011d') }));
    await run(turnOf('m2', { said: plainUtterance('delete my data') }));
    expect(await caseOf()).toBeUndefined();
    const left = (await store.activitiesAfter(CHAT, 0, 10)).map(({ activity }) => activity);
    expect(left.map(({ text }) => text)).toEqual([expect.stringContaining(phrases.deleted)]);
    expect(JSON.stringify(left)).not.toMatch(/4094|Action\.Submit/);
  });
});

describe('a conversation that a person leaves for good', () => {
  const paste = plainUtterance('event 4094 from MSExchangeIMC, error 0x8004011d');
  it.each(['start over', 'delete my data'])('ends its line of tokens: "%s"', async (words) => {
    const { run, store } = await processes(1, converseWith(KNOWLEDGE));
    await run(turnOf('m1', { said: paste }));
    await run(turnOf('m2', { said: plainUtterance('help') }));
    expect(await store.lineEndedAt(CHAT)).toBeUndefined();
    await run(turnOf('m3', { said: plainUtterance(words) }));
    expect(await store.lineEndedAt(CHAT)).toBeInstanceOf(Date);
  });
});

describe('a button of the excuse', () => {
  it('acts, as do those of the reply before', async () => {
    const converse = converseWith(KNOWLEDGE);
    let fails = false;
    const { run, caseOf, replies } = await processes(1, async (...turn) => {
      if (fails) throw new Error('a secret sentence');
      return converse(...turn);
    });
    await run(turnOf('m1', { said: plainUtterance('event 4094 from MSExchangeIMC, error 0x8004011d') }));
    fails = true;
    await run(turnOf('m2', { said: plainUtterance('next') }));
    fails = false;
    const before = await caseOf();
    const pressed = { caseId: before?.caseId ?? '', turn: before?.turn ?? 0, say: 'Start over' };
    await run(turnOf('m3', { said: { ...plainUtterance(''), pressed } }));
    expect((await replies()).at(-1)?.text).not.toContain(phrases.stale);
    expect((await caseOf())?.caseId).not.toBe(before?.caseId);
  });
});

describe('a person who asks to see their data', () => {
  it('gets all that is kept, word for word, in a file beside the case as it is told', async () => {
    const { run, replies, store, caseOf } = await processes(1, converseWith(KNOWLEDGE));
    const paste = 'event 4094 from MSExchangeIMC, error 0x8004011d';
    await store.receive(CHAT, { ...activityOf('m1'), text: paste }, 'm1');
    await run(turnOf('m1', { said: plainUtterance(paste) }));
    await run(turnOf('m2', { said: plainUtterance('show my data') }));
    const last = (await replies()).at(-1);
    const own = fileOf(last, 'my-data.json');
    expect(last?.text).toContain(phrases.ownData);
    expect(own).toMatchObject({
      case: { caseId: (await caseOf())?.caseId, known: { events: [{ eventId: 4094 }] } },
      messages: [
        { by: 'you', text: paste },
        { by: 'Faultline', text: expect.stringContaining('Max Threads') },
        { by: 'you', text: 'a secret sentence' },
      ],
    });
  });
});

describe.each([
  ['that a newer version wrote', { ...newCase(new Date()), shape: SHAPE + 1, secret: 'theirs' }, phrases.shapeNewer],
  ['of a shape that never was', { ...newCase(new Date()), shape: 0, secret: 'theirs' }, phrases.shapeLost],
  ['that is none', 'secret: theirs', phrases.shapeLost],
  ['with something missing', { shape: 1, caseId: 'x', secret: 'theirs' }, phrases.shapeLost],
])('a stored case %s', (_what, value, sentence) => {
  const afterSaying = async (say: string) => {
    const { run, replies, store, logged } = await processes(1, converseWith(KNOWLEDGE));
    const { caseKey } = placeOf(activityOf('any'));
    await store.commitTurn({ caseKey, etag: undefined, value, replies: [], at: new Date() });
    await run(turnOf('m1', { said: plainUtterance(say) }));
    const [said] = await replies();
    return { said, kept: (await store.loadCase(caseKey))?.value, logged: JSON.stringify(logged) };
  };

  it.each(['event 4094 from MSExchangeIMC, error 0x8004011d', 'next', 'where am I'])(
    'is left as it is by "%s", and that is said',
    async (say) => {
      const { said, kept, logged } = await afterSaying(say);
      expect(kept).toEqual(value);
      expect(said?.text).toContain(sentence);
      expect(JSON.stringify(said)).not.toContain('Action.Submit');
      expect(logged).toContain('case-shape-');
      expect(logged).not.toContain('theirs');
    },
  );

  it('is shown whole to whoever asks for their data, with nothing said about what it may hold', async () => {
    const { said, kept } = await afterSaying('show my data');
    expect(kept).toEqual(value);
    expect(fileOf(said, 'my-data.json')).toMatchObject({ case: value });
    expect(said?.text).not.toContain('nothing was changed');
  });

  it('makes room for a new one for whoever says "start over"', async () => {
    const { said, kept } = await afterSaying('start over');
    expect(parseCase(kept)?.known.events).toEqual([]);
    expect(said?.text).toContain(phrases.startedOver);
  });

  it('is deleted for whoever says so', async () => {
    const { said, kept } = await afterSaying('delete my data');
    expect(kept).toBeUndefined();
    expect(said?.text).toContain(phrases.deleted);
  });
});
