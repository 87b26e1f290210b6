import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alsoStopped, Services, serviceNamed, startOrder } from '../../knowledge/services.ts';
import { KNOWLEDGE } from '../dialogs/conversation.ts';

const names = (services: readonly { name: string }[]) => services.map((service) => service.name);
const TABLE = KNOWLEDGE.services;
const ALL = names(TABLE);

/** Every service that must run before this one, near and far. */
function allNeeds(name: string, above: readonly string[] = []): string[] {
  expect(above, 'services.yaml goes round in a circle').not.toContain(name);
  const needs = serviceNamed(TABLE, name)?.needs ?? [];
  return needs.flatMap((needed) => [needed, ...allNeeds(needed, [...above, name])]);
}

describe('the table of services', () => {
  it.each(ALL)('%s needs only services of the table, and never itself', (name) => {
    for (const needed of allNeeds(name)) expect(ALL).toContain(needed);
  });

  it('knows MSExchangeIMC in any case, and no MSExchangeIMS', () => {
    expect(serviceNamed(TABLE, 'msexchangeimc')?.name).toBe('MSExchangeIMC');
    expect(serviceNamed(TABLE, 'MSExchangeIMS')).toBeUndefined();
  });

  it('keeps the System Attendant running, since every other service needs it', () => {
    expect(ALL.filter((name) => serviceNamed(TABLE, name)?.keepRunning)).toEqual(['MSExchangeSA']);
    for (const name of ALL.filter((one) => one !== 'MSExchangeSA')) expect(allNeeds(name)).toContain('MSExchangeSA');
  });
});

describe('a table that is wrong', () => {
  const problems = (services: unknown) => Services.safeParse(services).error?.issues.map((issue) => issue.message);

  it.each([
    [
      'a circle',
      [
        { name: 'a', label: 'A', needs: ['b'] },
        { name: 'b', label: 'B', needs: ['a'] },
      ],
      /needs itself/,
    ],
    [
      'a name that stands twice',
      [
        { name: 'a', label: 'A' },
        { name: 'A', label: 'B' },
      ],
      /^A stands here twice/,
    ],
    ['a service that is not there', [{ name: 'a', label: 'A', needs: ['c'] }], /^there is no service c here$/],
  ])('%s is refused', (_name, services, problem) => {
    expect(problems(services)).toEqual(expect.arrayContaining([expect.stringMatching(problem)]));
  });
});

describe('the order in which services start', () => {
  it.each([
    [
      ['MSExchangeIMC', 'MSExchangeIS'],
      ['MSExchangeIS', 'MSExchangeIMC'],
    ],
    [
      ['MSExchangeIS', 'MSExchangeIMC'],
      ['MSExchangeIS', 'MSExchangeIMC'],
    ],
    [
      ['MSExchangeIMC', 'MSExchangeDS'],
      ['MSExchangeDS', 'MSExchangeIMC'],
    ],
    [['MSExchangeIMC'], ['MSExchangeIMC']],
    [['MSExchangeIMC', 'nothing of the kind'], ['MSExchangeIMC']],
    [[], []],
  ])('%j', (wanted, order) => {
    expect(names(startOrder(TABLE, wanted))).toEqual(order);
  });

  it('is always one in which nothing starts before what it needs', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ALL), (wanted) => {
        const order = names(startOrder(TABLE, wanted));
        expect(order.toSorted()).toEqual(wanted.toSorted());
        for (const [at, name] of order.entries())
          for (const needed of allNeeds(name)) expect(order.indexOf(needed)).toBeLessThan(at);
      }),
    );
  });
});

describe('what stops along with a service', () => {
  it.each([
    [['MSExchangeIMC'], []],
    [
      ['MSExchangeIMC', 'MSExchangeIS'],
      ['MSExchangeES', 'MSExchangeFB'],
    ],
    [['MSExchangeIS'], ['MSExchangeIMC', 'MSExchangeES', 'MSExchangeFB']],
  ])('%j', (stopped, others) => {
    expect(names(alsoStopped(TABLE, stopped)).toSorted()).toEqual(others.toSorted());
  });
});
