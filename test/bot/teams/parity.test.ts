import { globSync, readFileSync } from 'node:fs';
import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { FIELD } from '../../../bot/channels/adaptive-card.ts';
import { placeOf, readActivity } from '../../../bot/channels/place.ts';
import { converseWith } from '../../../bot/converse.ts';
import { Metrics } from '../../../bot/metrics.ts';
import { openSqliteStore } from '../../../bot/store/sqlite/sqlite.ts';
import { SupportBot } from '../../../bot/support-bot.ts';
import { OWN_DATA_FILE } from '../../../bot/turns/own-data.ts';
import { Turns } from '../../../bot/turns/turn.ts';
import { parseCase } from '../../../dialogs/walking/case.ts';
import { KNOWLEDGE } from '../../dialogs/conversation.ts';
import { message, twin } from '../channels/messages.ts';
import { buttonsOf, cardOf } from '../channels/replies.ts';
import { answersOf, foldedLines, linesOfCard, linesOfText, screenOf } from './drawn-words.ts';
import { playOn, type Talker } from './play-on.ts';

const converse = converseWith(KNOWLEDGE);
const log = { warn: () => undefined, error: () => undefined };

/** The same bot on one channel, with a person who uses it as that channel lets people use it. */
class OnChannel implements Talker {
  readonly told: Partial<Activity>[] = [];
  /** what was decided, turn by turn: the stored case without what is random in it */
  readonly decided: unknown[] = [];
  readonly #store = openSqliteStore(':memory:');
  readonly #bot = new SupportBot({ turns: new Turns({ store: this.#store, converse, metrics: new Metrics(), log }) });
  readonly #channel: string;
  readonly #cards: boolean;
  #count = 0;

  constructor(channel: string, cards: boolean) {
    this.#channel = channel;
    this.#cards = cards;
  }

  say(text: string): Promise<Partial<Activity>> {
    if (this.#channel !== 'msteams') return this.#turn({ text });
    // Teams sends the same as HTML, and the bot's name in front of it.
    const html = text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('\n', '<br>')
      .replaceAll('  ', '&nbsp; ');
    return this.#turn({
      text: `<at>Faultline</at> ${text}`,
      attachments: [twin(`<p><span itemtype="http://schema.skype.com/Mention">Faultline</span> ${html}</p>`)],
    });
  }

  press(label: string, ago: number): Promise<Partial<Activity>> {
    const shown = this.told.at(-1 - ago) ?? {};
    if (!this.#cards) {
      const answer = answersOf(shown).find((one) => one.label === label);
      if (!answer) throw new Error(`no answer "${label}"`);
      return this.#turn({ text: answer.say });
    }
    const button = buttonsOf(cardOf(shown)).find((one) => one.title === label);
    if (!button) throw new Error(`no button "${label}"`);
    const value = { faultline: button.data.faultline };
    return this.#turn({
      text: button.data.faultline.say,
      value: this.#channel === 'msteams' ? JSON.stringify(value) : value,
    });
  }

  fill(filled: Record<string, string>): Promise<Partial<Activity>> {
    const shown = this.told.at(-1) ?? {};
    if (!this.#cards) {
      const places = Object.values(filled).map((said, index) => `${index + 1} ${said}`);
      return this.#turn({ text: places.join(', ') });
    }
    const [send] = buttonsOf(cardOf(shown));
    if (!send) throw new Error('no form');
    const fields = Object.entries(filled).map(([id, said]) => [`${FIELD}${id}`, said]);
    return this.#turn({ value: { faultline: send.data.faultline, ...Object.fromEntries(fields) } });
  }

  async open(): Promise<undefined> {
    // Teams welcomes nobody in a personal chat, so no channel does here: the rest has to be the same.
  }

  read(drawn: Partial<Activity>) {
    if (!this.#cards) return { words: drawn.text ?? '', labels: answersOf(drawn).map((answer) => answer.label) };
    return {
      folded: foldedLines(drawn).join('\n'),
      words: [...linesOfCard(drawn), drawn.text].join('\n'),
      labels: buttonsOf(cardOf(drawn)).map((button) => button.title),
    };
  }

  async #turn(parts: Partial<Activity>): Promise<Partial<Activity>> {
    this.#count += 1;
    const read = readActivity(message({ id: `m${this.#count}`, channelId: this.#channel, ...parts }));
    if (!read.ok) throw new Error(read.reason);
    const end = await this.#bot.run(read.activity, 'caller');
    const [drawn, second] = end.is === 'committed' ? end.replies : [];
    if (!drawn || second) throw new Error('one turn gives one message');
    const kept = parseCase((await this.#store.loadCase(placeOf(read.activity).caseKey))?.value);
    // Its id and the times in it are of this channel's case alone.
    const random = new Set(['caseId', 'startedAt', 'at']);
    this.decided.push(JSON.parse(JSON.stringify(kept ?? null, (key, value) => (random.has(key) ? undefined : value))));
    // What is shown of a person's data is of this channel's case alone, ids and all.
    this.told.push(JSON.stringify(drawn).includes(OWN_DATA_FILE) ? blank(drawn) : drawn);
    return drawn;
  }
}

/** A message with its screen and nothing else. */
function blank(drawn: Partial<Activity>): Partial<Activity> {
  const card = drawn.attachments?.find(({ content }) => content?.type === 'AdaptiveCard');
  return { ...drawn, text: '', attachments: card ? [{ ...card, content: { type: 'AdaptiveCard', body: [] } }] : [] };
}

// Reminders are for channels that can be written to unasked: test/bot/turns/reminders.test.ts.
const waits = (file: string) => /^@ \d+ minutes? later$/m.test(readFileSync(file, 'utf8'));
const transcripts = globSync('test/transcripts/*.chat')
  .filter((file) => !waits(file))
  .sort();

describe('every transcript gives the same sentences, steps and decisions on every channel', () => {
  it('there are transcripts', () => {
    expect(transcripts.length).toBeGreaterThan(10);
  });

  it.each(transcripts)('%s', async (file) => {
    const source = readFileSync(file, 'utf8');
    const [teams, web, plain] = [
      new OnChannel('msteams', true),
      new OnChannel('directline', true),
      new OnChannel('sms', false),
    ];
    await playOn(teams, source);
    await playOn(web, source);
    expect(web.told.map(screenOf)).toEqual(teams.told.map(screenOf));
    expect(web.decided).toEqual(teams.decided);
    // Web Chat offers files for download where Teams shows their text; the text twin of Web Chat has everything.
    expect(web.told.map(linesOfText).map(sorted)).toEqual(teams.told.map(linesOfCard).map(sorted));
    for (const drawn of web.told)
      for (const line of linesOfCard(drawn)) expect(linesOfText(drawn).join(' ')).toContain(line);
    // Whoever types cannot press a button of long ago; all else they can do.
    if (/ turns? ago/.test(source)) return;
    await playOn(plain, source);
    expect(plain.told.map(screenOf)).toEqual(teams.told.map(screenOf));
    expect(plain.decided).toEqual(teams.decided);
    expect(plain.told.map(linesOfText).map(sorted)).toEqual(teams.told.map(linesOfCard).map(sorted));
    expect(plain.told.map((drawn) => plain.read(drawn).labels)).toEqual(
      teams.told.map((drawn) => teams.read(drawn).labels),
    );
  });
});

/** A warning has its heading in a line of its own on a card and before the sentence in a text; where lines break does not count. */
function sorted(lines: readonly string[]): string[] {
  return lines.join(' ').split(' ').sort();
}
