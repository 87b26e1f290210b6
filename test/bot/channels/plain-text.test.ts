import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../bot/channels/plain-text.ts';
import { shorten } from '../../../bot/channels/shorten.ts';
import { anyReply, reply } from './replies.ts';

describe('the plain text of a reply', () => {
  it('reads from the title to the answers', () => {
    expect(plainText(reply())).toBe(
      [
        'Set the number',
        'Step 2 of 9',
        'Choose Decimal and type 20.',
        '- event 4094 (line 3)\n- event 3039',
        '1. Open the key.\n2. Double-click the value.',
        'From your text, line 3:\n> Event ID: 4116\n> <b>"bold"</b> **x** [link](http://example.com)',
        'Value:\nMax Threads(Private+Public)',
        'The installer sets 0x20. [not in the article: KB Q155768]',
        'Warning: A wrong edit can make Windows unusable.',
        'File set.reg:\nREGEDIT4\n\n[HKEY_LOCAL_MACHINE\\A]',
        'You can answer:\n- Done\n- It is absent (type: absent)',
      ].join('\n\n'),
    );
  });
  it('names every answer, so that whoever sees no buttons can do everything', () => {
    fc.assert(
      fc.property(anyReply, (one) => {
        for (const { label, say } of one.choices)
          expect(plainText(one)).toContain(label === say ? `- ${label}` : `- ${label} (type: ${say})`);
      }),
    );
  });
});

describe('a reply that is shortened', () => {
  const long = reply({
    title: 'T'.repeat(200),
    blocks: [
      { kind: 'text', text: 'x'.repeat(200) },
      { kind: 'list', items: ['a', 'b', 'c', 'd'] },
      { kind: 'copy', label: 'Key', text: 'y'.repeat(200) },
      { kind: 'warning', text: 'w'.repeat(200) },
    ],
  });
  it('says at every place where something is missing', () => {
    expect(shorten(long, 80)).toMatchObject({
      title: `${'T'.repeat(80)}… (shortened)`,
      blocks: [
        { text: `${'x'.repeat(80)}… (shortened)` },
        { items: ['a', 'b', '… (shortened)'] },
        { kind: 'text', text: 'Key … (shortened)' },
        { text: 'w'.repeat(200) },
      ],
      choices: long.choices,
    });
  });
  it('keeps every warning whole and every choice, whatever the length', () => {
    fc.assert(
      fc.property(anyReply, fc.nat(500), (one, longest) => {
        const short = shorten(one, longest);
        const warnings = (of: typeof one) => of.blocks.filter((block) => block.kind === 'warning');
        expect([warnings(short), short.choices]).toEqual([warnings(one), one.choices]);
      }),
    );
  });
  it('is the same reply when nothing is too long', () => {
    expect(shorten(reply(), Number.POSITIVE_INFINITY)).toEqual(reply());
  });
});
