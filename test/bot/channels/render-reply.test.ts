import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../bot/channels/plain-text.ts';
import { renderReply } from '../../../bot/channels/render-reply.ts';
import type { Block } from '../../../dialogs/saying/reply.ts';
import { anyReply, buttonsOf, cardOf, objectsIn, reply, textsOf } from './replies.ts';

const CHANNELS = [
  { channel: 'msteams', most: 100 * 1024, encoding: 'utf16le' },
  { channel: 'directline', most: 256 * 1024, encoding: 'utf8' },
  { channel: 'webchat', most: 256 * 1024, encoding: 'utf8' },
  { channel: 'sms', most: 28 * 1024, encoding: 'utf8' },
] as const;
const draw = (parts = {}, channel = 'msteams') => renderReply(reply(parts), 'case-1', 7, channel);

describe('a reply in Teams', () => {
  it('is one message: one card, no text beside it, no suggested actions', () => {
    const drawn = draw();
    expect(drawn.attachments?.map((one) => one.contentType)).toEqual(['application/vnd.microsoft.card.adaptive']);
    expect([drawn.type, drawn.text, drawn.suggestedActions]).toEqual(['message', undefined, undefined]);
  });
  it('carries all of it as plain text for clients that cannot draw the card', () => {
    expect(cardOf(draw())['fallbackText']).toBe(plainText(reply()));
  });
  it('tells in a notification what it is about', () => {
    expect(draw().summary).toBe('Set the number');
  });
  it('shows a file to be copied, since Teams takes none', () => {
    expect(textsOf(cardOf(draw())).join('\n')).toContain('[HKEY_LOCAL_MACHINE\\A]');
  });
  it('says nowhere that a model wrote it', () => {
    expect(JSON.stringify(draw({ screen: { kind: 'diagnosis', article: 'Q169686' } }))).not.toContain('AIGenerated');
  });
});

describe('a reply on the built-in channel', () => {
  it('is text and card, and files come as files', () => {
    const drawn = draw({}, 'directline');
    expect(drawn.text).toBe(plainText(reply()));
    expect(drawn.attachments?.map((one) => one.name)).toEqual([undefined, 'set.reg']);
  });
  it('gives the bytes of a file as they are', () => {
    const url = draw({}, 'directline').attachments?.[1]?.contentUrl ?? '';
    expect(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64').toString()).toBe(
      'REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\A]\r\n',
    );
  });
});

describe('a reply on a channel nobody knows', () => {
  it('is plain text and nothing else', () => {
    expect(draw({}, 'sms')).toMatchObject({ text: plainText(reply()), attachments: [] });
  });
});

describe('a diagnosis in Teams', () => {
  const diagnosis = () =>
    draw({
      screen: { kind: 'diagnosis', article: 'Q169686' },
      blocks: [
        { kind: 'text', text: 'They point to **threads**.' },
        { kind: 'text', text: `Article: ${'long '.repeat(60)}` },
      ],
    });
  it('cites its article, once, within the lengths that Teams takes', () => {
    const [entity, second] = diagnosis().entities ?? [];
    const [claim] = objectsIn(entity).filter((part) => part['@type'] === 'DigitalDocument');
    expect(second).toBeUndefined();
    expect(textsOf(cardOf(diagnosis())).filter((text) => text.endsWith(' [1]')).length).toBe(1);
    expect(diagnosis().text).toBeUndefined();
    expect(claim).toMatchObject({ name: 'Q169686', abstract: expect.stringMatching(/^Article: long/) });
    expect(String(claim?.['abstract']).length).toBeLessThanOrEqual(160);
  });
  it('asks whether it helped', () => {
    expect(diagnosis().channelData).toMatchObject({ feedbackLoop: { type: 'default' } });
  });
  it('does so on no other channel', () => {
    const drawn = renderReply(reply({ screen: { kind: 'diagnosis', article: 'Q169686' } }), 'c', 1, 'directline');
    expect([drawn.entities, drawn.channelData.feedbackLoop]).toEqual([undefined, undefined]);
  });
  it('a step neither cites nor asks', () => {
    expect([draw().entities, draw().channelData.feedbackLoop]).toEqual([undefined, undefined]);
  });
});

describe('size', () => {
  const huge: Record<string, Block[]> = {
    'a long text': [{ kind: 'text', text: 'é'.repeat(400_000) }],
    'a long quote': [{ kind: 'quote', text: 'x\n'.repeat(200_000) }],
    'a long list': [{ kind: 'list', items: Array.from({ length: 20_000 }, (_, index) => `event ${index}`) }],
    'very many pieces': Array.from({ length: 5000 }, () => ({ kind: 'text', text: 'a short line' })),
    'much to copy': [{ kind: 'copy', label: 'Text', text: 'x'.repeat(400_000) }],
  };
  for (const { channel, most, encoding } of CHANNELS)
    it.each(Object.entries(huge))(
      `%s stays below the limit of ${channel}, with room for the address`,
      (_what, blocks) => {
        const warning: Block = {
          kind: 'warning',
          text: `Careful. ${'A wrong edit can make Windows unusable. '.repeat(40)}`,
        };
        const drawn = draw(
          { blocks: [...blocks, warning], files: [{ name: 'a.txt', text: 'x'.repeat(300_000) }] },
          channel,
        );
        const address = {
          serviceUrl: 'x'.repeat(500),
          conversation: { id: 'x'.repeat(500) },
          replyToId: 'x'.repeat(500),
        };
        expect(Buffer.byteLength(JSON.stringify({ ...drawn, ...address }), encoding)).toBeLessThanOrEqual(most);
        expect(JSON.stringify(drawn)).toContain(warning.kind === 'warning' ? warning.text.trimEnd() : '');
        expect(JSON.stringify(drawn)).toContain(channel === 'sms' ? '- Done' : '"Done"');
      },
    );
  it('a path that does not fit is left out and named, never cut in half', () => {
    const path = `HKEY_LOCAL_MACHINE\\${'A'.repeat(60_000)}`;
    const drawn = JSON.stringify(draw({ blocks: [{ kind: 'copy', label: 'Key', text: path }] }));
    expect(drawn).toContain('Key … (shortened)');
    expect(drawn).not.toContain('HKEY_LOCAL_MACHINE\\\\AAA');
  });
});

describe('any reply', () => {
  it.each(CHANNELS)('fits into a message of $channel', ({ channel, most, encoding }) => {
    fc.assert(
      fc.property(anyReply, (one) => {
        const drawn = renderReply(one, 'case-1', 1, channel);
        expect(Buffer.byteLength(JSON.stringify(drawn), encoding)).toBeLessThanOrEqual(most);
      }),
    );
  });
  it('has one button for each choice, which says what the choice says and where it stands', () => {
    fc.assert(
      fc.property(anyReply, fc.nat(99), (one, turn) => {
        const buttons = buttonsOf(cardOf(renderReply(one, 'case-1', turn, 'msteams')));
        expect(buttons.map((button) => button.title)).toEqual(one.choices.map((choice) => choice.label));
        expect(buttons.map((button) => button.data.faultline)).toEqual(
          one.choices.map(({ say }) => ({ caseId: 'case-1', turn, say })),
        );
      }),
    );
  });
});
