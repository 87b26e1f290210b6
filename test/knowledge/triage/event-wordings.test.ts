import { describe, expect, it } from 'vitest';
import { diagnoseUtterance } from '../../../knowledge/diagnose.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import { plainUtterance } from '../../../knowledge/recognizer/utterance.ts';
import { withWordedEvents } from '../../../knowledge/triage/event-wordings.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { FIRST_HALF, pairs, SECOND_HALF } from '../../fixtures/intent-utterances.ts';
import { SYMPTOMS, told } from '../../fixtures/symptoms.ts';

const eventsIn = (text: string) =>
  withWordedEvents(recognizeUtterance({ files: [], text }), text).events.map(
    ({ source, eventId }) => `${source} ${eventId}`,
  );

describe('the message of an event without its source and id', () => {
  it.each([
    ['The Foo Sync service terminated unexpectedly.  It has done this 4 time(s).', 'Service Control Manager 7034'],
    [
      'The Foo service terminated unexpectedly. It has done this 2 time(s). The following corrective action will be taken in 60000 milliseconds: Restart the service.',
      'Service Control Manager 7031',
    ],
    ['previous system shutdown at 04:12 was unexpected', 'EventLog 6008'],
    ['The driver detected a controller error on \\Device\\Harddisk2\\DR2.', 'disk 11'],
    [
      'name resolution for the name mail.example.test timed out after none of the configured DNS servers responded',
      'DNS Client Events 1014',
    ],
    ['system has rebooted without cleanly shutting down first, may be power loss', 'Kernel-Power 41'],
    ['The transaction log for database CRM is full', 'MSSQLSERVER 9002'],
    ['Reset to device, \\Device\\RaidPort0, was issued.', 'storahci 129'],
    [
      'Windows cannot find the local profile and is logging you on with a temporary profile.',
      'User Profile Service 1511',
    ],
    [
      'Der Dienst "Druckwarteschlange" wurde unerwartet beendet. Dies ist bereits 2 Mal vorgekommen.',
      'Service Control Manager 7034',
    ],
    ['Das System wurde zuvor am 05.06.2021 um 11:02:33 unerwartet heruntergefahren.', 'EventLog 6008'],
    ["Le système a redémarré sans s'arrêter correctement au préalable.", 'Kernel-Power 41'],
    ['Le périphérique, \\Device\\Harddisk1\\DR1, comporte un bloc défectueux.', 'disk 7'],
    [
      'El servicio Cola de impresión se terminó de manera inesperada. Esto se ha repetido 1 veces.',
      'Service Control Manager 7034',
    ],
    ['El cierre anterior del sistema a las 10:22:11 resultó inesperado.', 'EventLog 6008'],
  ])('%s', (text, event) => {
    expect(eventsIn(text)).toEqual([event]);
    // Both doors: what the chat reads is what the command line and the API read.
    const read = diagnoseUtterance(KNOWLEDGE, plainUtterance(text)).events;
    expect(read.map(({ source, eventId }) => `${source} ${eventId}`)).toEqual([event]);
  });

  it('is told from two paragraphs as two events', () =>
    expect(
      eventsIn(
        'The driver detected a controller error on \\Device\\Harddisk2\\DR2.\n\nThe previous system shutdown at 04:12 was unexpected.',
      ),
    ).toEqual(['disk 11', 'EventLog 6008']));

  it('is never seen in what people ask and tell in their own words', () => {
    const said = [
      ...[...pairs(FIRST_HALF), ...pairs(SECOND_HALF)].map(({ text }) => text),
      ...[...told(SYMPTOMS.first), ...told(SYMPTOMS.second)].map(({ text }) => text),
      ...SYMPTOMS.nothing,
    ];
    const worded = said.filter((text) => {
      const read = recognizeUtterance({ files: [], text });
      return read.events.length === 0 && withWordedEvents(read, text).events.length > 0;
    });
    expect(worded).toEqual([]);
  });
});
