import type { Activity } from 'botbuilder';
import { FIELD } from '../../../bot/channels/adaptive-card.ts';
import { buttonsOf, cardOf } from '../channels/replies.ts';
import type { Chat, Person, Taken, TeamsConnector } from './connector.ts';
import { foldedLines, linesOfCard } from './drawn-words.ts';
import type { Talker } from './play-on.ts';

/** A person in a chat of Teams, as the connector stand-in shows it. */
export class InTeams implements Talker {
  readonly got: Taken[] = [];
  readonly person: Person;
  readonly chat: Chat;
  readonly #connector: TeamsConnector;

  constructor(connector: TeamsConnector, chat: Chat, person: Person) {
    this.#connector = connector;
    this.chat = chat;
    this.person = person;
  }

  async say(text: string): Promise<Partial<Activity>> {
    return this.#answered(await this.#connector.write(this.person, this.chat, text));
  }

  async press(label: string, ago: number): Promise<Partial<Activity>> {
    const shown = this.got.at(-1 - ago);
    if (!shown) throw new Error('nothing was said yet');
    return this.pressOn(shown, label);
  }

  /** A form comes back as the value alone: nothing is said in the chat. */
  async fill(filled: Record<string, string>): Promise<Partial<Activity>> {
    const shown = this.got.at(-1);
    const [send] = buttonsOf(cardOf(shown?.activity ?? {}));
    if (!shown || !send) throw new Error('no form');
    const fields = Object.fromEntries(Object.entries(filled).map(([id, said]) => [`${FIELD}${id}`, said]));
    const value = { faultline: send.data.faultline, ...fields };
    const sent = { value, replyToId: shown.id, attachments: [], entities: [] };
    return this.#answered(await this.#connector.write(this.person, this.chat, '', sent));
  }

  /** Presses a button of any message, also of another person's, as it was shown first. */
  async pressOn(shown: Taken, label: string): Promise<Partial<Activity>> {
    const button = buttonsOf(cardOf(shown.activity)).find((one) => one.title === label);
    if (!button) throw new Error(`no button "${label}"`);
    const { faultline } = button.data;
    const pressed = { text: faultline.say, value: { faultline }, replyToId: shown.id, attachments: [], entities: [] };
    return this.#answered(await this.#connector.write(this.person, this.chat, faultline.say, pressed));
  }

  /** Teams welcomes nobody in a personal chat; in a shared one only whoever added the bot is. */
  async open(): Promise<undefined> {}

  read(drawn: Partial<Activity>) {
    return {
      words: linesOfCard(drawn).join('\n'),
      folded: foldedLines(drawn).join('\n'),
      labels: buttonsOf(cardOf(drawn)).map((button) => button.title),
    };
  }

  async #answered(id: string): Promise<Partial<Activity>> {
    const taken = await this.#connector.reply(id);
    this.got.push(taken);
    return taken.activity;
  }
}
