import { describe, expect, it } from 'vitest';
import { MAX_FILE_BYTES, MOST_FILES, readAttachments } from '../../../bot/channels/read-attachments.ts';
import { MAX_UTTERANCE_LENGTH } from '../../../knowledge/recognizer/utterance.ts';
import { dataFile } from './messages.ts';

const EVENT = 'Event ID: 4116\nSource: MSExchangeIMC';
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('files that come with a message', () => {
  it.each([
    ['UTF-8 text', Buffer.from(EVENT), EVENT],
    ['UTF-16 text with its mark, as Registry Editor writes it', utf16(EVENT), EVENT],
    ['UTF-16 text the other way round', utf16(EVENT).swap16(), EVENT],
    ['UTF-16 text without a mark', Buffer.from(EVENT, 'utf16le'), EVENT],
    [
      'text in the old Windows code page',
      Buffer.from('Ereigniskennung f\xfcr Stra\xdfe', 'latin1'),
      'Ereigniskennung für Straße',
    ],
  ])('%s is decoded', (_what, bytes, text) => {
    expect(readAttachments([dataFile('events.txt', bytes)])).toMatchObject({
      files: [{ name: 'events.txt', text }],
      unreadable: [],
    });
  });
  it('bytes of a binary event log stay bytes', () => {
    const bytes = Buffer.from([0x30, 0, 0, 0, 0x4c, 0x66, 0x4c, 0x65, 1, 0, 0, 0]);
    const [file] = readAttachments([dataFile('app.evt', bytes)]).files;
    expect([file?.text, file?.bytes && [...file.bytes]]).toEqual([undefined, [...bytes]]);
  });
  it('text that stands in the attachment itself is taken', () => {
    expect(readAttachments([{ contentType: 'text/plain', name: 'a.txt', content: EVENT }]).files).toEqual([
      { name: 'a.txt', text: EVENT },
    ]);
  });
  it('a data address without base64 is taken', () => {
    const contentUrl = `data:text/plain,${encodeURIComponent(EVENT)}`;
    expect(readAttachments([{ contentType: 'text/plain', name: 'a.txt', contentUrl }]).files).toEqual([
      { name: 'a.txt', text: EVENT },
    ]);
  });
  it('a text that is too long is cut, and it is said by how much', () => {
    const { files, cut } = readAttachments([dataFile('long.txt', 'x'.repeat(MAX_UTTERANCE_LENGTH + 9))]);
    expect([files[0]?.text?.length, cut]).toEqual([MAX_UTTERANCE_LENGTH, 9]);
  });
});

describe('what cannot be read is named, never fetched', () => {
  const download = {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    content: { downloadUrl: 'https://a.sharepoint.com/x', fileType: 'txt' },
  };
  it.each([
    ['a screenshot in Teams', { contentType: 'image/*', contentUrl: 'https://smba.trafficmanager.net/x' }, 'image'],
    [
      'a screenshot with a name',
      { contentType: 'image/png', name: 'events.png', contentUrl: 'data:image/png;base64,AAAA' },
      'events.png',
    ],
    [
      'an image without a name',
      { contentType: 'image/png', name: '', contentUrl: 'data:image/png;base64,AAAA' },
      'image',
    ],
    ['a file of Teams that was not fetched', { ...download, name: 'log.txt' }, 'log.txt'],
    [
      'a damaged data address',
      { contentType: 'text/plain', name: 'a.txt', contentUrl: 'data:text/plain,%E0%A4%A' },
      'a.txt',
    ],
    [
      'a data address without data',
      { contentType: 'text/plain', name: 'a.txt', contentUrl: 'data:text/plain' },
      'a.txt',
    ],
  ])('%s', (_what, attachment, name) => {
    expect(readAttachments([attachment])).toMatchObject({ files: [], unreadable: [name] });
  });
  it('a file that is too large, with its own reason', () => {
    const file = dataFile('big.evt', new Uint8Array(MAX_FILE_BYTES + 1));
    expect(readAttachments([file])).toMatchObject({ files: [], unreadable: [], tooLarge: ['big.evt'] });
  });
  it('a file that lies elsewhere, with its own reason', () => {
    const file = { contentType: 'text/plain', name: 'a.txt', contentUrl: 'http://10.0.0.1/a.txt' };
    expect(readAttachments([file])).toMatchObject({ files: [], unreadable: [], elsewhere: ['a.txt'] });
  });
  it('files above the number for one message', () => {
    const { files, unreadable } = readAttachments(
      Array.from({ length: MOST_FILES + 1 }, (_, index) => dataFile(`${index}.txt`, 'x')),
    );
    expect([files.length, unreadable]).toEqual([MOST_FILES, [`${MOST_FILES}.txt`]]);
  });
  it('a card of another bot is neither a file nor worth a word', () => {
    expect(readAttachments([{ contentType: 'application/vnd.microsoft.card.adaptive', content: {} }])).toMatchObject({
      files: [],
      unreadable: [],
    });
  });
});

describe('attachments of another shape are passed over', () => {
  it.each([
    ['none', undefined],
    ['a text', 'x'],
    ['numbers', [1, 2]],
    ['nothing in a list', [null]],
    ['without a type', [{ name: 'x' }]],
  ])('%s', (_what, attachments) => {
    expect(readAttachments(attachments)).toEqual({
      htmlTwin: undefined,
      files: [],
      unreadable: [],
      elsewhere: [],
      tooLarge: [],
      cut: 0,
    });
  });
  it('of a thousand only the first fifty are looked at', () => {
    const many = Array.from({ length: 1000 }, () => ({ contentType: 'image/png', name: 'x.png' }));
    expect(readAttachments(many).unreadable.length).toBe(50);
  });
});
