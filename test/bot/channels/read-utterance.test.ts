import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUtterance } from '../../../bot/channels/read-utterance.ts';
import { recognizeUtterance } from '../../../knowledge/recognizer/recognize.ts';
import { MAX_UTTERANCE_LENGTH } from '../../../knowledge/recognizer/utterance.ts';
import { ADA, BOT, mentionOf, message, twin } from './messages.ts';

const read = (parts: Parameters<typeof message>[0]) => readUtterance(message(parts));
const idsOf = (parts: Parameters<typeof message>[0]) =>
  recognizeUtterance(read(parts)).events.map((event) => event.eventId);

describe('the text of a message', () => {
  it('is read as it was typed', () => {
    expect(read({ text: 'Event ID: 4116\r\nSource: MSExchangeIMC' })).toEqual({
      text: 'Event ID: 4116\r\nSource: MSExchangeIMC',
      cut: 0,
      files: [],
      unreadable: [],
    });
  });
  it('is nothing where the channel sent none', () => {
    expect(read({}).text).toBe('');
  });
  it('is read out of its mark-up when the channel says that it has some', () => {
    expect(read({ textFormat: 'xml', text: 'Event ID: 4116<br/>Source: <b>MSExchangeIMC</b>' }).text).toBe(
      'Event ID: 4116\nSource: MSExchangeIMC',
    );
  });
  it('keeps pasted XML, which is no mark-up', () => {
    const text = '<Event><System><EventID>4116</EventID></System></Event>';
    expect(read({ text, attachments: [twin(`<p>${text.replaceAll('<', '&lt;')}</p>`)] }).text).toBe(text);
  });
});

describe('the HTML twin of a message is read', () => {
  it('where the text lost its lines', () => {
    const attachments = [twin('<p>Event ID: 4116</p><p>Source: MSExchangeIMC</p>')];
    expect(read({ text: 'Event ID: 4116 Source: MSExchangeIMC', attachments }).text).toBe(
      'Event ID: 4116\nSource: MSExchangeIMC',
    );
  });
  it('where a table lost its cells, as from Excel', () => {
    const attachments = [
      twin(
        '<table><tbody><tr><td>Error</td><td>MSExchangeIMC</td><td>4116</td></tr><tr><td>Error</td><td>MSExchangeIMC</td><td>3039</td></tr></tbody></table>',
      ),
    ];
    expect(read({ text: 'Error\nMSExchangeIMC\n4116\nError\nMSExchangeIMC\n3039', attachments }).text).toBe(
      'Error\tMSExchangeIMC\t4116\nError\tMSExchangeIMC\t3039',
    );
  });
  it('where it is a code block', () => {
    const attachments = [
      twin('<codeblock class="Plaintext"><code>Event ID:&nbsp;  4116<br>Source:    MSExchangeIMC</code></codeblock>'),
    ];
    expect(read({ text: 'Event ID: 4116 Source: MSExchangeIMC', attachments }).text).toBe(
      'Event ID:   4116\nSource:    MSExchangeIMC',
    );
  });
  it('and the bot is taken out of it as well', () => {
    const attachments = [
      twin(
        '<div><span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">Faultline</span>&nbsp;Event ID: 4116<br>Source: MSExchangeIMC</div>',
      ),
    ];
    const entities = [mentionOf(BOT)];
    expect(read({ text: '<at>Faultline</at> Event ID: 4116 Source: MSExchangeIMC', entities, attachments }).text).toBe(
      'Event ID: 4116\nSource: MSExchangeIMC',
    );
  });
  it('where there is no text beside it, as when a message is sent on', () => {
    expect(read({ text: '', attachments: [twin('<p>event 4094 from MSExchangeIMC</p>')] }).text).toBe(
      'event 4094 from MSExchangeIMC',
    );
  });
  it('but not where the text has as many lines, since the text is what was typed', () => {
    expect(read({ text: 'a  b\nc', attachments: [twin('<p>a b</p><p>c</p>')] }).text).toBe('a  b\nc');
  });
  it('and is never a file', () => {
    expect(read({ text: 'hello', attachments: [twin('<p>hello</p>')] })).toMatchObject({ files: [], unreadable: [] });
  });
  it('unless somebody attached it as one: then it has a name', () => {
    const attachments = [{ contentType: 'text/html', name: 'events.htm', content: '<p>Event ID: 4116</p>' }];
    expect(read({ text: 'here', attachments }).files).toEqual([{ name: 'events.htm', text: '<p>Event ID: 4116</p>' }]);
  });
});

describe('a message that quotes another one', () => {
  const quote = (who: { id: string; name: string }, words: string, prop = 'copy') =>
    `<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="17"><strong itemprop="mri" itemid="${who.id}">${who.name}</strong><span itemprop="time" itemid="17"></span><p itemprop="${prop}">${words}</p></blockquote>`;

  it('of the bot itself says only what is new', () => {
    const attachments = [twin(`${quote(BOT, 'write "I agree"', 'preview')}<p>I agree</p>`)];
    expect(read({ text: 'Faultline write "I agree" I agree', attachments }).text.trim()).toBe('I agree');
  });
  it('of a colleague says that as well: it may hold the events', () => {
    const attachments = [twin(`${quote(ADA, 'Event ID: 4116<br>Source: MSExchangeIMC')}<p>what is this?</p>`)];
    expect(idsOf({ text: 'what is this?', attachments })).toEqual([4116]);
  });
  it('of a colleague is never an agreement', () => {
    const attachments = [twin(`${quote(ADA, 'shall we?')}<p>I agree</p>`)];
    expect(read({ text: 'I agree', attachments }).text).not.toBe('I agree');
  });
  it('without an end of the quotation is read as it stands', () => {
    const attachments = [twin('<blockquote itemtype="http://schema.skype.com/Reply"><p>a</p><p>b</p>')];
    expect(read({ text: 'a b', attachments }).text).toBe('a\nb');
  });
});

describe('a pressed button', () => {
  const faultline = { caseId: 'c1', turn: 4, say: 'Next' };
  it.each([
    ['as an object', { faultline }],
    ['as JSON text, which Teams makes of it', JSON.stringify({ faultline })],
  ])('comes %s', (_how, value) => {
    expect(read({ text: 'Next', value })).toMatchObject({ text: 'Next', pressed: faultline });
  });
  it('says its words where the channel sends no text with it', () => {
    expect(read({ value: { faultline } }).text).toBe('Next');
  });
  it.each([
    ['the same', 'Next'],
    ['the same in other letters and blanks', ' NEXT\u00a0'],
  ])('counts where the text beside it says %s', (_what, text) => {
    expect(read({ text, value: { faultline } }).pressed).toEqual(faultline);
  });
  it.each([
    ['something else', { text: 'No. I do NOT agree' }],
    ['more', { text: `Next${' '.repeat(5000)}but not this` }],
    ['something else in its twin alone', { text: '', attachments: [twin('<p>No</p>')] }],
  ])('is nobody’s where the text beside it says %s: what can be seen was said', (_what, seen) => {
    const said = read({ ...seen, value: { faultline } });
    expect(said.pressed).toBeUndefined();
    expect(said.text).toContain('o');
    expect(said.text.trim().toLowerCase()).not.toBe('next');
  });
  it.each([
    ['another bot', { other: 1 }],
    ['text that is no JSON', '{'],
    ['very long text', JSON.stringify({ faultline, more: 'x'.repeat(10_000) })],
    ['a turn that is no number', { faultline: { ...faultline, turn: '4' } }],
    ['a negative turn', { faultline: { ...faultline, turn: -1 } }],
    ['very long words', { faultline: { ...faultline, say: 'x'.repeat(1001) } }],
  ])('of %s is none', (_what, value) => {
    expect(read({ text: 'Next', value }).pressed).toBeUndefined();
  });
});

describe('a text that is too long', () => {
  it('is cut, and it is said by how much', () => {
    const { text, cut } = read({ text: 'x'.repeat(MAX_UTTERANCE_LENGTH + 7) });
    expect([text.length, cut]).toEqual([MAX_UTTERANCE_LENGTH, 7]);
  });
  it('is cut in the twin as well', () => {
    const attachments = [twin('<p>x</p>'.repeat(MAX_UTTERANCE_LENGTH / 4))];
    expect(read({ text: 'x', attachments }).text.length).toBeLessThanOrEqual(MAX_UTTERANCE_LENGTH);
  });
});

describe('hostile messages', () => {
  it('nothing that an activity may hold makes reading throw', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), fc.anything(), (text, value, attachments, entities) => {
        const activity = Object.assign(message({}), { text, value, attachments, entities });
        expect(typeof readUtterance(activity).text).toBe('string');
      }),
    );
  });
  it.each([
    ['opened quotations', '<blockquote itemtype="http://schema.skype.com/Reply">'],
    ['opened tables', '<table><tr><td>'],
    ['end tags', '</p>'],
    ['ampersands', '&'],
  ])('half a megabyte of %s is read', (_what, piece) => {
    const html = piece.repeat(Math.floor(500_000 / piece.length));
    expect(typeof read({ text: 'x', attachments: [twin(html)] }).text).toBe('string');
  });
});
