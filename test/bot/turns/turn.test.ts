import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Converse, converseWith } from '../../../bot/converse.ts';
import type { Store } from '../../../bot/store/store.ts';
import { phrases } from '../../../dialogs/saying/phrases.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { SEED_EVENTS } from '../../fixtures/seed-events.ts';
import { CHAT, counting, processes, turnOf, upTo } from './turn-processes.ts';

describe('a verdict', () => {
  it('is counted once for the evidence it is about, however often it is shown', async () => {
    const { run, metrics } = await processes(1, converseWith(KNOWLEDGE));
    const log = SEED_EVENTS.map(({ id, source, text }) => `Event ID: ${id}\nSource: ${source}\nDescription: ${text}`);
    const counted = async (...texts: string[]) => {
      for (const text of texts) await run(turnOf(`${text.length} ${Math.random()}`, { said: plainUtterance(text) }));
      const match = /^faultline_verdicts_total\{verdict="match",by="chat"\} (\d+)$/m.exec(await metrics.text());
      const shown = /^faultline_screens_total\{kind="diagnosis"\} (\d+)$/m.exec(await metrics.text());
      return { match: Number(match?.[1] ?? 0), shown: Number(shown?.[1] ?? 0) };
    };
    expect(await counted(log.join('\n\n'))).toEqual({ match: 1, shown: 1 });
    expect(await counted('where am I', log.join('\n\n'))).toEqual({ match: 1, shown: 2 });
  });
});

describe('a turn', () => {
  it('commits the case and the reply together', async () => {
    const { run, said, caseOf } = await processes(1);
    const end = await run(turnOf('m1'));
    expect(end.is).toBe('committed');
    expect(await said()).toEqual(['turn 1']);
    expect((await caseOf())?.turn).toBe(1);
  });

  it('names the case and the screen in what it says', async () => {
    const { run, replies, caseOf } = await processes(1);
    await run(turnOf('m1'));
    const [said] = await replies();
    const caseId = (await caseOf())?.caseId;
    expect(said?.channelData).toEqual({ faultline: { caseId, screen: { kind: 'answer' } } });
    expect(said).toMatchObject({ replyToId: `${CHAT}|0000001`, from: { id: 'faultline' }, recipient: { id: 'ada' } });
  });

  it('of a connector leaves its reply in the outbox, with the address to send it to', async () => {
    const { run, store, said } = await processes(1);
    await run(turnOf('m1', { to: 'outbox' }));
    const [item] = await store.takeOutbox(new Date(Date.now() + 1000), 1000, 10);
    expect(item?.activity).toMatchObject({ summary: 'turn 1', serviceUrl: 'http://127.0.0.1', replyToId: 'm1' });
    expect(await said()).toEqual([]);
  });

  it('whose caller waits for the reply gives it back and sends it nowhere', async () => {
    const { run, store, said } = await processes(1);
    const end = await run(turnOf('m1', { to: 'caller' }));
    expect(end).toMatchObject({ is: 'committed', replies: [{ summary: 'turn 1' }] });
    expect(await said()).toEqual([]);
    expect(await store.outboxDepth()).toEqual({ waiting: 0, dead: 0 });
  });

  it('that is not answered is remembered as seen and changes nothing', async () => {
    const { run, store, said, caseOf } = await processes(1);
    await run(turnOf('m1'));
    await run(turnOf('r1', { said: 'nothing' }));
    expect(await store.pending(0, 10)).toEqual([]);
    expect(await said()).toEqual(['turn 1']);
    expect((await caseOf())?.turn).toBe(1);
  });

  it('belongs to one person, also where several write', async () => {
    const { run, caseOf } = await processes(1);
    await Promise.all([run(turnOf('m1')), run(turnOf('m2', { person: 'bob' })), run(turnOf('m3', { person: 'bob' }))]);
    expect([(await caseOf('ada'))?.turn, (await caseOf('bob'))?.turn]).toEqual([1, 2]);
  });

  it('runs through the real dialogs', async () => {
    const { run, said } = await processes(1, converseWith(KNOWLEDGE));
    await run(turnOf('m0', { said: 'opened' }));
    await run(turnOf('m1', { said: plainUtterance('event 4094 from MSExchangeIMC, error 0x8004011d') }));
    expect(await said()).toEqual([phrases.welcomeTitle, expect.stringMatching(/point/)]);
  });
});

describe('turns at the same time', () => {
  it.each([1, 5])('lose none of 50 on one case, in %i processes', async (count) => {
    const { run, said, caseOf } = await processes(count);
    await Promise.all(upTo(50).map((index) => run(turnOf(`m${index}`), index)));
    expect((await caseOf())?.turn).toBe(50);
    expect(await said()).toEqual(upTo(50).map((index) => `turn ${index + 1}`));
  });

  it.each([1, 5])('answer an activity once that is delivered ten times, in %i processes', async (count) => {
    const { run, said, caseOf } = await processes(count);
    const ends = await Promise.all(upTo(10).map((index) => run(turnOf('m1'), index)));
    expect(ends.filter((end) => end.is === 'committed')).toHaveLength(1);
    expect(ends.filter((end) => end.is === 'duplicate')).toHaveLength(9);
    expect(await said()).toEqual(['turn 1']);
    expect((await caseOf())?.turn).toBe(1);
  });

  it('in any mixture of processes and redeliveries have one effect for each activity', async () => {
    const deliveries = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 2 })), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(deliveries, async (delivered) => {
        const { run, said, caseOf } = await processes(3);
        await Promise.all(delivered.map(([id, process]) => run(turnOf(`m${id}`), process)));
        const different = new Set(delivered.map(([id]) => id)).size;
        expect((await caseOf())?.turn ?? 0).toBe(different);
        expect(await said()).toEqual(upTo(different).map((index) => `turn ${index + 1}`));
      }),
      { numRuns: 40 },
    );
  });

  it('run again on what another process has written meanwhile, and say only that', async () => {
    let other: Promise<unknown> | undefined;
    const interrupted: Converse = async (before, utterance, now) => {
      const first = other === undefined;
      if (first) {
        other = run(turnOf('theirs'), 1);
        await other;
      }
      return counting(before, utterance, now);
    };
    const { run, said, metrics } = await processes(2, interrupted);
    await run(turnOf('mine'));
    expect(await said()).toEqual(['turn 1', 'turn 2']);
    expect(await metrics.text()).toContain('faultline_turn_conflicts_total 1');
  });

  it('are given up, and keep nothing, when the case never stands still', async () => {
    const restless = (store: Store): Store => ({ ...store, commitTurn: async () => 'conflict' });
    const { run, said, store, metrics } = await processes(1, counting, restless);
    await expect(run(turnOf('m1'))).rejects.toThrow(/given up; nothing of it was kept/);
    expect(await said()).toEqual([]);
    expect(await store.pending(0, 10)).toHaveLength(1);
    expect(await metrics.text()).toContain('faultline_turns_total{outcome="lost"} 1');
  });
});

describe('what must not happen, when it happens', () => {
  const broken: Converse = async () => {
    throw new Error('a secret sentence');
  };

  it('a dialog that throws is answered with one calm sentence, and the case is kept', async () => {
    let fails = false;
    const { run, replies, store, caseOf } = await processes(1, (...turn) =>
      fails ? broken(...turn) : counting(...turn),
    );
    await run(turnOf('m1'));
    fails = true;
    await run(turnOf('m2'));
    const last = (await replies()).at(-1);
    expect(last?.text).toContain(phrases.error);
    expect(last?.channelData).toMatchObject({ faultline: { screen: { kind: 'error' } } });
    expect((await caseOf())?.turn).toBe(1);
    expect(await store.pending(0, 10)).toEqual([]);
  });

  it('a reply that cannot be drawn is answered with the calm sentence too, and so is what was given up', async () => {
    const { run, replies, caseOf, logged, store } = await processes(1);
    await run(turnOf('m1'));
    const undrawable = turnOf('m2');
    let asked = 0;
    const { draw } = undrawable.place;
    undrawable.place.draw = (...reply) => {
      asked += 1;
      if (asked === 1) throw new Error('a secret sentence');
      return draw(...reply);
    };
    await run(undrawable);
    await run(turnOf('m3', { said: 'given up' }));
    expect((await replies()).slice(1).map(({ text }) => text)).toEqual([
      expect.stringContaining(phrases.error),
      expect.stringContaining(phrases.error),
    ]);
    expect((await caseOf())?.turn).toBe(1);
    expect(await store.pending(0, 10)).toEqual([]);
    expect(JSON.stringify(logged)).toContain('draw-failed');
    expect(JSON.stringify(logged)).not.toContain('secret');
  });

  it('its error is logged by its place, never by its words', async () => {
    const { run, logged } = await processes(1, broken);
    await run(turnOf('m1'));
    expect(JSON.stringify(logged)).toContain('dialog-failed');
    expect(JSON.stringify(logged)).not.toContain('secret');
  });

  it('a store that cannot be reached rejects the turn, so that the channel sends again', async () => {
    const { run, store, metrics } = await processes(1);
    await store.close();
    await expect(run(turnOf('m1', { to: 'outbox' }))).rejects.toThrow(/SQLite could not/);
    expect(await metrics.text()).toContain('faultline_turns_total{outcome="lost"} 1');
  });
});
