import { describe, expect, it } from 'vitest';
import { recognizeUtterance } from '../../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../../knowledge/recognizer/utterance.ts';

const ids = (text: string) => recognizeUtterance(plainUtterance(text)).events.map((event) => event.eventId);
const IMC = 'MSExchangeIMC event 4117';

describe('a number of something else is no event', () => {
  it.each([
    ['things counted', `4102 recipients, 4094 connections. ${IMC}`],
    ['things counted, where a number may be an event', `the IMS has 4094 sessions. ${IMC}`],
    ['an extension', `ext. 4094. ${IMC}`],
    ['one of two extensions', `extension 4094 or 4102. ${IMC}`],
    ['a ticket', `Ticket #4094: ${IMC}`],
    ['a badge', `badge no. 4102, ${IMC}`],
    ['a telephone', `call +49 30 555 4094. ${IMC}`],
    ['a process', `pid=4094 ${IMC}`],
    ['a process in a list', `msexcimc.exe 4094\n${IMC}`],
    ['a record', `${IMC} (record 4094)`],
    ['a record of a forwarder', `${IMC} record_id=4102 RecordNumber=4094`],
    ['a record in JSON', `{"record_id": 4102, "process_id":"4094", "text": "${IMC}"`],
    ['a size', `SIZE=4094 ${IMC}`],
    ['a header', `Content-Length: 4094\n${IMC}`],
    ['a counter', `\\\\MAIL7\\MSExchangeIMC\\Queued Inbound 4094\n${IMC}`],
  ])('%s', (_what, text) => expect(ids(text)).toEqual([4117]));

  it('a folder of the connector makes no number an event', () => {
    expect(ids('D:\\exchsrvr\\imcdata\\in holds 4094 files, older 4102')).toEqual([]);
  });
});

describe('an id is one in these places too', () => {
  it.each<[string, number[]]>([
    ['4117 errors and 4102 events from MSExchangeIMC', [4117, 4102]],
    ['MSExchangeIMC: 4117 message was archived', [4117]],
    ['on MSExchangeIMC 4117 appears twice, 4102 comes later', [4117, 4102]],
    ['EventID=4117 EventIDCode=4117 Source=MSExchangeIMC', [4117]],
    ['"event_code": 4117, "source": "MSExchangeIMC"', [4117]],
    ['ID => 4117, source => MSExchangeIMC', [4117]],
    ['ticket: MSExchangeIMC 4117', [4117]],
    ['4102 serious error while sending mail into the information store', [4102]],
    ['IMS: 4117/4094, details below', [4117, 4094]],
  ])('%s', (text, events) => expect(ids(text)).toEqual(events));
});
