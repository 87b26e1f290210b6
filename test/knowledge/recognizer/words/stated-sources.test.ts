import { describe, expect, it } from 'vitest';
import { recognizeUtterance } from '../../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../../knowledge/recognizer/utterance.ts';

const seen = (text: string) =>
  recognizeUtterance(plainUtterance(text)).events.map((event) => `${event.eventId} ${event.source ?? '?'}`);

describe('a source that no list has', () => {
  it.each([
    ['behind a label without a colon', 'Type   Error\nSource   Rasctrs\nEvent ID 4102', '4102 Rasctrs'],
    ['behind its label in a sentence', 'there is event 4117 source Kdcsvc on dc2', '4117 Kdcsvc'],
    ['behind its label in German', 'Ereignis 4117, Quelle Druckdienst', '4117 Druckdienst'],
    ['behind its label in French', "l'événement 4116, origine Imprimante", '4116 Imprimante'],
    ['in brackets', 'Event ID 4116 (Wuauserv)', '4116 Wuauserv'],
    ['in brackets in a sentence', 'we had event 4116 (Wuauserv) again', '4116 Wuauserv'],
    ['in the title of the window', 'Event 4117, Wuauserv\n\nGeneral | Details\nfailed', '4117 Wuauserv'],
    ['as a key and its value', 'lvl=2 source_name="Foo Agent" event_id=4102', '4102 Foo Agent'],
    [
      'in JSON that was cut',
      '[ {\n  "ProviderName": "Foo Agent",\n  "Id": 4117,\n  "Message": "The ag',
      '4117 Foo Agent',
    ],
    [
      'in the friendly view',
      '- Provider\n\n [ Name]  FooAgent\n\n- EventID 4116\n\n [ Qualifiers]  49152',
      '4116 FooAgent',
    ],
    ['of Windows itself, in a sentence', 'event 4102 comes from Netlogon', '4102 Netlogon'],
    ['of Windows itself, right behind', 'event 4102 from NETLOGON', '4102 NETLOGON'],
    ['in Japanese', 'イベント ソース:\tFooAgent\nイベント ID:\t4094\n説明:\n-', '4094 FooAgent'],
    [
      'in Italian',
      'Origine evento:\tFooAgent\nID evento:\t4094\nData:\t\t12/11/2001\nOra:\t\t8.41.09',
      '4094 FooAgent',
    ],
  ])('is read %s', (_where, text, event) => expect(seen(text)).toEqual([event]));

  it.each([
    'event 4116 from time to time',
    'event 4116 from the log',
    'event 4116 since Monday, source unknown',
    'event 4116 (Error)',
    'event 4116 (Friday)',
    'Event 4116, MAIL7',
    'event 4116 (SRV-A)',
    'event 4116, the source says nothing',
    'Event 4116, thanks',
  ])('is not made up: %s', (text) => expect(seen(text)).toEqual(['4116 ?']));
});

describe('a known source', () => {
  it.each([
    ['Source: IMC\nEvent ID: 4094', '4094 MSExchangeIMC'],
    ['Event 4094 (MSExchangeIMC)', '4094 MSExchangeIMC'],
    ['event_id=4094 provider_name=MSExchangeIMC', '4094 MSExchangeIMC'],
    ['Händelsekälla:\tMSExchangeIMC\nHändelse-ID:\t4094', '4094 MSExchangeIMC'],
    [
      '{"winlog":{"provider_name":"MSExchangeIMC","event_id":"4094","record_id":7},"message":"refused"}',
      '4094 MSExchangeIMC',
    ],
  ])('is read there too: %s', (text, event) => expect(seen(text)).toEqual([event]));
});

describe('Event XML whose end was not copied', () => {
  const cut = (source: string, more = '') =>
    `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">\n <System>\n  <Provider Name="${source}" />\n  <EventID Qualifiers="49152">4094</EventID>\n </System>\n <EventData>\n  <Data>0x8004011d</Da${more}`;
  it.each(['MSExchangeIMC', 'FooAgent'])('is read as far as it goes: %s', (source) => {
    const [event, ...others] = recognizeUtterance(plainUtterance(cut(source))).events;
    expect(event).toMatchObject({ eventId: 4094, source, description: '0x8004011d', shape: 'event-xml' });
    expect(event?.codes).toHaveLength(1);
    expect(others).toEqual([]);
  });
  it('ends where somebody writes on', () => {
    expect(seen(cut('FooAgent', '\n\nand MSExchangeIMC 4102'))).toEqual(['4094 FooAgent', '4102 MSExchangeIMC']);
  });
});
