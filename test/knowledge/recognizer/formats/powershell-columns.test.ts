import { describe, expect, it } from 'vitest';
import { recognizeUtterance } from '../../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../../knowledge/recognizer/utterance.ts';

const seen = (text: string) =>
  recognizeUtterance(plainUtterance(text)).events.map((event) => `${event.eventId} ${event.source ?? '?'}`);

describe('columns that were selected, in the order of the header', () => {
  it.each<[string, string]>([
    [
      'the id before the provider',
      'TimeCreated           Id ProviderName\n-----------           -- ------------\n4/3/2012 2:17:52 AM 4102 MSExchangeIMC\n4/3/2012 2:17:51 AM 7036 Service Control Manager',
    ],
    [
      'blanks squeezed by a chat',
      'TimeCreated Id ProviderName LevelDisplayName\n----------- -- ------------ ----------------\n03.04.2012 02:17:52 4102 MSExchangeIMC Fehler\n03.04.2012 02:17:51 7036 Service Control Manager Fehler',
    ],
    [
      'the provider first, the message last',
      'ProviderName              Id LevelDisplayName Message\n------------              -- ---------------- -------\nMSExchangeIMC           4102 Error            A serious error\nService Control Manager 7036 Information      The service entered',
    ],
    [
      'Get-EventLog with a time that was cut',
      'TimeGenerated EventID Source                  Message\n------------- ------- ------                  -------\n4/3/2012 2...    4102 MSExchangeIMC           A serious error\n4/3/2012 2...    7036 Service Control Manager The service entered',
    ],
  ])('%s', (_name, text) => expect(seen(text)).toEqual(['4102 MSExchangeIMC', '7036 Service Control Manager']));

  it('a row that does not hold what its columns say is none of the table', () => {
    expect(
      seen('TimeCreated Id ProviderName\n----------- -- ------------\nnothing here at all\n12 4102 MSExchangeIMC'),
    ).toEqual(['4102 MSExchangeIMC']);
  });
});
