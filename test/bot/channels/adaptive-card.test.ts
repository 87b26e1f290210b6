import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adaptiveCard } from '../../../bot/channels/adaptive-card.ts';
import { channelOf, shownBy } from '../../../bot/channels/channel.ts';
import { anyReply, CARD_PARTS, objectsIn, reply, textsOf } from './replies.ts';

const TEAMS = channelOf('msteams');
const PLACE = { caseId: '0123456789abcdef', turn: 7 };
const card = (parts = {}) => adaptiveCard(reply(parts), PLACE, TEAMS);
const byType = (value: unknown, type: string) => objectsIn(value).filter((part) => part['type'] === type);
const container = (value: unknown, style: string) => byType(value, 'Container').find((part) => part['style'] === style);

describe('the card', () => {
  it('is of the version that Teams and Web Chat both draw, and as wide as the chat', () => {
    expect(card()).toMatchObject({ type: 'AdaptiveCard', version: '1.5', msteams: { width: 'Full' } });
  });
  it('has a heading that a screen reader finds', () => {
    expect(byType(card(), 'TextBlock').find((part) => part['style'] === 'heading')?.['text']).toBe('Set the number');
  });
  it('tells how far the steps are, in words', () => {
    expect(textsOf(card())[0]).toBe('Step 2 of 9');
    expect(textsOf(card({ screen: { kind: 'cause' } }))[0]).toBe('Set the number');
  });
  it('shows bold and code the way it is marked', () => {
    const runs = byType(card(), 'TextRun');
    expect(runs.find((run) => run['text'] === 'Decimal')).toMatchObject({ weight: 'Bolder' });
    expect(runs.find((run) => run['text'] === '20')).toMatchObject({ fontType: 'Monospace' });
  });
  it('shows what the article does not say with its source', () => {
    expect(textsOf(card())).toContain('[not in the article: KB Q155768]');
  });
  it('shows a warning as one, whole', () => {
    expect(textsOf(container(card(), 'attention'))).toEqual(['Warning', 'A wrong edit can make Windows unusable.']);
  });
  it('shows what is to be copied as it is, line by line', () => {
    const copied = card({ blocks: [{ kind: 'copy', label: 'Text', text: 'a\r\n\r\n  b **c**' }] });
    expect(textsOf(container(copied, 'emphasis'))).toEqual(['a', ' ', '  b **c**']);
  });
  it('breaks many buttons into rows that fit', () => {
    const choices = Array.from({ length: 13 }, (_, index) => ({ label: `${index}`, say: `${index}` }));
    const rows = byType(card({ choices, files: [] }), 'ActionSet').map(
      (set) => Array.isArray(set['actions']) && set['actions'].length,
    );
    expect(rows).toEqual([6, 6, 1]);
  });
  it('has no row of buttons without a button', () => {
    expect(byType(card({ choices: [], files: [] }), 'ActionSet')).toEqual([]);
  });
  it('the text of a file that cannot be attached is one press away, so that the buttons are in view', () => {
    const shown = card({ files: [{ name: 'a.reg', text: 'one\r\ntwo\r\n' }] });
    const [toggle] = byType(shown, 'Action.ToggleVisibility').slice(-1);
    const [id] = Array.isArray(toggle?.['targetElements']) ? toggle['targetElements'] : [];
    const folded = byType(shown, 'Container').find((part) => part['id'] === id);
    expect(toggle?.['title']).toBe('The text of a.reg');
    expect(folded?.['isVisible']).toBe(false);
    expect(textsOf(folded)).toEqual(['File a.reg:', 'one', 'two']);
  });
  it('a pressed button shows its label in the chat and says its words', () => {
    const button = byType(card(), 'Action.Submit').at(1);
    const faultline = { ...PLACE, say: 'absent' };
    expect(button).toMatchObject({
      title: 'It is absent',
      data: {
        msteams: { type: 'messageBack', text: 'absent', displayText: 'It is absent', value: { faultline } },
        faultline,
      },
    });
  });
});

describe('in the Agents Playground, which is Teams but for its address', () => {
  const shown = (serviceUrl: string, channelId = 'msteams') => channelOf(shownBy({ channelId, serviceUrl }));

  it('a button asks for no shown message, since the page would throw', () => {
    const playground = shown('http://localhost:56150/_connector');
    expect({ ...playground, spokenButtons: true }).toEqual(TEAMS);
    const data = byType(adaptiveCard(reply(), PLACE, playground), 'Action.Submit').map((button) => button['data']);
    expect(data).toEqual(['Done', 'absent'].map((say) => ({ faultline: { ...PLACE, say } })));
  });
  it.each([
    ['https://smba.trafficmanager.net/emea/', 'msteams'],
    ['https://localhost/_connector', 'msteams'],
    ['http://localhost:56150/_connector', 'webchat'],
  ])('%s of %s is not the playground', (serviceUrl, channelId) => {
    expect(shown(serviceUrl, channelId)).toBe(channelOf(channelId));
  });
});

describe('a stranger’s words in a card', () => {
  const quoted = (text: string) =>
    textsOf(container(card({ blocks: [{ kind: 'quote', text, line: 3 }], files: [] }), 'emphasis'));

  it.each([
    ['mark-up', '<b>x</b><script>1</script>'],
    ['Markdown', '**x** [a](http://example.com) `y` # z'],
    ['a mention', '<at>Ada</at>'],
    ['JSON', '"}],"type":"Action.OpenUrl"'],
  ])('%s is shown as it is written, in plain runs', (_what, text) => {
    expect(quoted(text)).toEqual(['From your text, line 3:', text]);
  });
  it('signs that turn the reading direction are taken out', () => {
    expect(quoted('gpj.\u202eexe\u2066')).toEqual(['From your text, line 3:', 'gpj.exe']);
  });
  it('control characters are taken out, line breaks stay', () => {
    expect(quoted('a\u0000\u001b[31m\r\nb')).toEqual(['From your text, line 3:', 'a[31m', 'b']);
  });
  it('in a heading Markdown does nothing', () => {
    const [heading] = byType(card({ title: '- [a](http://x) **b** `c`' }), 'TextBlock').filter(
      (part) => part['style'] === 'heading',
    );
    expect(heading?.['text']).toBe('\\- \\[a\\](http://x) \\*\\*b\\*\\* \\`c\\`');
  });
});

describe('any reply makes a card', () => {
  it('of known elements only, whose texts are no Markdown but in short labels of ours', () => {
    fc.assert(
      fc.property(anyReply, (one) => {
        const drawn = adaptiveCard(one, PLACE, TEAMS);
        for (const part of objectsIn(drawn))
          if (typeof part['type'] === 'string') expect(CARD_PARTS).toContain(part['type']);
        for (const block of byType(drawn, 'TextBlock'))
          expect(String(block['text']).replace(/\\./g, '')).not.toMatch(/[[\]<>`*]/);
      }),
    );
  });
  it('in which no run is empty, since clients drop the line of an empty one', () => {
    fc.assert(
      fc.property(anyReply, (one) => {
        for (const run of byType(adaptiveCard(one, PLACE, TEAMS), 'TextRun')) expect(run['text']).not.toBe('');
      }),
    );
  });
  it('in which every line of text has a run', () => {
    fc.assert(
      fc.property(anyReply, (one) => {
        for (const block of byType(adaptiveCard(one, PLACE, TEAMS), 'RichTextBlock'))
          expect(block['inlines']).not.toEqual([]);
      }),
    );
  });
});
