import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../../bot/store/store.ts';
import { describeCases } from './contract-cases.ts';
import { describeConversations } from './contract-conversations.ts';
import { describeOutbox } from './contract-outbox.ts';
import { describePersons } from './contract-persons.ts';
import { describeReminders } from './contract-reminders.ts';

/** An engine under test. Every part of the contract works under keys of its own, so one store serves them all. */
export interface Engine {
  name: string;
  open(): Promise<Store>;
}

/** What every engine promises. Each test takes the store when it runs, not when it is described. */
export function describeStore({ name, open }: Engine): void {
  describe(`the store on ${name}`, () => {
    let opened: Store | undefined;
    const store = () => {
      if (!opened) throw new Error('the store is not open yet');
      return opened;
    };
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());

    describeCases(store);
    describeConversations(store);
    describeOutbox(store);
    describePersons(store);
    describeReminders(store);

    it('answers a ping', async () => {
      await expect(store().ping()).resolves.toBeUndefined();
    });

    it('rejects with the name of the engine and what was tried, once it is closed', async () => {
      const closed = await open();
      await closed.close();
      await expect(closed.loadCase('x')).rejects.toThrow(new RegExp(`${name} could not load a case`));
      await expect(closed.ping()).rejects.toThrow(name);
      await expect(closed.close()).resolves.toBeUndefined();
    });
  });
}
