import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripMentions } from '../../../bot/channels/strip-mentions.ts';
import { ADA, BOT, mentionOf, message } from './messages.ts';

const mentioned = message({ entities: [mentionOf(BOT)] });
const strip = (text: string, activity = mentioned) => stripMentions(text, activity);

describe('the name of the bot is taken out of a message', () => {
  it.each([
    ['in front', '<at>Faultline</at> I agree', 'I agree'],
    ['behind', 'I agree <at>Faultline</at>', 'I agree'],
    ['doubled', '<at>Faultline</at> <at>Faultline</at> I agree', 'I agree'],
    ['doubled without a blank', '<at>Faultline</at><at>Faultline</at>I agree', 'I agree'],
    ['on both sides', '<at>Faultline</at> I agree <at>Faultline</at>', 'I agree'],
    ['with attributes in the tag', '<at id="0">Faultline</at> I agree', 'I agree'],
    ['in other letters', '<AT>FAULTLINE</AT> I agree', 'I agree'],
    ['with an at sign within the tag', '<at>@Faultline</at> I agree', 'I agree'],
    ['typed with an at sign', '@Faultline I agree', 'I agree'],
    ['typed twice', '@Faultline @Faultline: I agree', 'I agree'],
    ['with a comma behind', '@faultline, I agree', 'I agree'],
    ['with a hard blank behind', '<at>Faultline</at>\u00a0I agree', 'I agree'],
    ['with a hard blank that is still an entity', '<at>Faultline</at>&nbsp;I agree', 'I agree'],
    [
      'with a line break behind',
      '<at>Faultline</at>\nEvent ID: 4116\nSource: MSExchangeIMC',
      'Event ID: 4116\nSource: MSExchangeIMC',
    ],
    ['with nothing else', '<at>Faultline</at>', ''],
  ])('%s', (_how, text, left) => {
    expect(strip(text)).toBe(left);
  });

  it('by the name that the entity spells, when it was renamed in this team', () => {
    const entities = [mentionOf({ id: BOT.id, name: 'Mail doctor' })];
    expect(strip('<at>Mail doctor</at> next', message({ entities }))).toBe('next');
  });
  it('by the text that the entity spells, when part of the name was deleted', () => {
    const entities = [mentionOf(BOT, '<at>Fault</at>')];
    expect(strip('<at>Fault</at> next', message({ entities }))).toBe('next');
  });
  it('when its name has an ampersand, which Teams escapes', () => {
    const bot = { id: BOT.id, name: 'R&D Bot' };
    const activity = message({ recipient: bot, entities: [mentionOf(bot, '<at>R&amp;D Bot</at>')] });
    expect(strip('<at>R&amp;D Bot</at> next', activity)).toBe('next');
  });
});

describe('what is not the name of the bot stays', () => {
  it.each([
    ['another person, without the tag', '<at>Faultline</at> ask <at>Ada Lovelace</at>', 'ask Ada Lovelace'],
    ['a longer name that begins like it', '@Faultlines are deep', '@Faultlines are deep'],
    ['its name in the middle of a sentence', 'is @Faultline a bot?', 'is @Faultline a bot?'],
    ['a mail address', 'postmaster@faultline', 'postmaster@faultline'],
    ['an end tag alone', 'a </at> b', 'a </at> b'],
    ['other tags, as in pasted XML', '<Event><System/></Event>', '<Event><System/></Event>'],
  ])('%s', (_what, text, left) => {
    const entities = [mentionOf(BOT), mentionOf(ADA)];
    expect(strip(text, message({ entities }))).toBe(left);
  });

  it('an entity for another person does not take that name out', () => {
    expect(strip('<at>Ada Lovelace</at> next', message({ entities: [mentionOf(ADA)] }))).toBe('Ada Lovelace next');
  });
  it('blanks and line numbers of a paste in which nobody was addressed', () => {
    expect(strip('\n\n  Event ID: 4116\n')).toBe('\n\n  Event ID: 4116\n');
  });
});

describe('hostile mentions', () => {
  it.each([
    ['entities that are no list', { entities: 'x' }],
    ['entities of other shapes', { entities: [null, 3, { type: 'mention' }, { type: 'mention', mentioned: 5 }] }],
    ['an empty name', { entities: [mentionOf({ id: BOT.id, name: '' }, '')] }],
  ])('%s change nothing', (_what, parts) => {
    const activity = Object.assign(message({}), parts);
    expect(stripMentions('plain words', activity)).toBe('plain words');
  });
  it('never leaves the own tag behind, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(3), (before, after, times) => {
        const text = strip(`${before}${'<at>Faultline</at>'.repeat(times + 1)}${after}`);
        expect(text).not.toContain('<at>Faultline</at>');
      }),
    );
  });
  it('a megabyte of opened tags is read', () => {
    expect(strip('<at '.repeat(250_000)).length).toBeGreaterThan(900_000);
  });
});
