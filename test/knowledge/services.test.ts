import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allServices, alsoStopped, serviceNamed, startOrder } from '../../knowledge/services.ts';

const names = (services: readonly { name: string }[]) => services.map((service) => service.name);
const ALL = names(allServices());

/** Every service that must run before this one, near and far. */
function allNeeds(name: string, above: readonly string[] = []): string[] {
  expect(above, 'services.yaml goes round in a circle').not.toContain(name);
  const needs = serviceNamed(name)?.needs ?? [];
  return needs.flatMap((needed) => [needed, ...allNeeds(needed, [...above, name])]);
}

describe('the table of services', () => {
  it.each(ALL)('%s needs only services of the table, and never itself', (name) => {
    for (const needed of allNeeds(name)) expect(ALL).toContain(needed);
  });

  it('knows MSExchangeIMC in any case, and no MSExchangeIMS', () => {
    expect(serviceNamed('msexchangeimc')?.name).toBe('MSExchangeIMC');
    expect(serviceNamed('MSExchangeIMS')).toBeUndefined();
  });

  it('keeps the System Attendant running, since every other service needs it', () => {
    expect(ALL.filter((name) => serviceNamed(name)?.keepRunning)).toEqual(['MSExchangeSA']);
    for (const name of ALL.filter((one) => one !== 'MSExchangeSA')) expect(allNeeds(name)).toContain('MSExchangeSA');
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
    expect(names(startOrder(wanted))).toEqual(order);
  });

  it('is always one in which nothing starts before what it needs', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ALL), (wanted) => {
        const order = names(startOrder(wanted));
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
    expect(names(alsoStopped(stopped)).toSorted()).toEqual(others.toSorted());
  });
});
