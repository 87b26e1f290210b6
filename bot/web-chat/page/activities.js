// What Web Chat is given to show, and what it is made to send.
import { fallbackText } from './first.js';
import { fill, words, written } from './sentences.js';

/** @typedef {import('../wire/protocol.d.ts').Activity} Activity */
/** @typedef {import('../wire/protocol.d.ts').Attachment} Attachment */
/** @typedef {import('./page.d.ts').StoreAction} StoreAction */

const CARD = 'application/vnd.microsoft.card.adaptive';
/** Above either, a message of the person is folded to its first lines. */
const LONG_LINES = 8;
const LONG_TEXT = 700;
const SHOWN_LINES = 6;
const SHOWN_LINE = 160;

/** Begins the id of a folded text's lines in the page. */
export const PASTE_ID = 'faultline-paste-';
/** Begins the id that tells which turn drew a card. */
export const TURN_ID = 'faultline-turn-';

/** @param {string} text */
export function sizeOf(text) {
  const lines = text.split(/\r\n?|\n/).length;
  const { size, sizeOneLine } = words.page;
  return fill(lines === 1 ? sizeOneLine : size, { characters: written(text.length), lines: written(lines) });
}

/**
 * A Web Chat store middleware. The bot's cards are shown without their text twin, which says the same again, but are read
 * aloud by it; what the person pasted is folded; and a pressed button is sent with its words, so that the transcript
 * shows them.
 * @param {object} told
 * @param {Map<string, string>} told.pastes filled: the whole text by the number in its id
 * @param {Set<number>} told.answered kept: the turns whose card had a button pressed
 * @param {() => void} told.answeredChanged
 * @returns {import('./page.d.ts').Middleware}
 */
export function shownActivities({ pastes, answered, answeredChanged }) {
  /** @type {Map<string, number>} turns by the id of the message that answers them */
  const answers = new Map();
  const idOf = (/** @type {StoreAction} */ action) => action.meta?.clientActivityID ?? '';

  /** What each action becomes on its way; undefined where it goes no further. @type {Record<string, (action: StoreAction, activity: Activity) => StoreAction | undefined>} */
  const becomes = {
    'WEB_CHAT/SEND_POST_BACK': (action) => asMessage(action, answered),
    'DIRECT_LINE/POST_ACTIVITY': (action, activity) => withActivity(action, unfolded(activity)),
    'DIRECT_LINE/POST_ACTIVITY_PENDING': (action, activity) => {
      const turn = activity.value?.faultline?.turn;
      if (turn !== undefined) {
        answers.set(idOf(action), turn);
        answered.add(turn);
        answeredChanged();
      }
      return withActivity(action, folded(activity, pastes));
    },
    'DIRECT_LINE/POST_ACTIVITY_REJECTED': (action) => {
      const turn = answers.get(idOf(action));
      if (turn !== undefined && answered.delete(turn)) answeredChanged();
      return action;
    },
    'DIRECT_LINE/INCOMING_ACTIVITY': (action, activity) =>
      withActivity(action, activity.from?.role === 'user' ? folded(activity, pastes) : cardAlone(activity)),
  };
  return () => (next) => (action) => {
    const made = becomes[action.type];
    const goesOn = made ? made(action, action.payload?.activity ?? { type: '' }) : action;
    return goesOn && next(goesOn);
  };
}

/**
 * A pressed button with its words, and beside it what was filled into its form. The second click of a double click comes
 * before the button can be seen to rest: it goes no further.
 * @param {StoreAction} action
 * @param {Set<number>} answered
 * @returns {StoreAction | undefined}
 */
function asMessage(action, answered) {
  const { faultline, msteams, ...filled } = action.payload?.value ?? {};
  if (!faultline) return action;
  if (faultline.turn !== undefined && answered.has(faultline.turn)) return undefined;
  const { displayText = faultline.say } = msteams ?? {};
  const payload = { displayText, text: faultline.say, value: { faultline, ...filled } };
  return { type: 'WEB_CHAT/SEND_MESSAGE_BACK', payload };
}

/** @param {StoreAction} action @param {Activity} activity */
const withActivity = (action, activity) => ({ ...action, payload: { ...action.payload, activity } });

/** @param {Activity} activity @returns {Activity} */
function cardAlone(activity) {
  const { text = fallbackText(activity), attachments = [], ...rest } = activity;
  if (!attachments.some(({ contentType }) => contentType === CARD)) return activity;
  return {
    ...rest,
    attachments: attachments.map((one) => (one.contentType === CARD ? withTurn(one) : one)),
    channelData: { ...activity.channelData, 'webchat:fallback-text': text },
  };
}

/** The turn that a card's buttons carry, as the id of its first element: the drawn card shows no other trace of it. */
function withTurn(/** @type {Attachment} */ attachment) {
  const { content } = attachment;
  const [first, ...others] = content?.body ?? [];
  // One that only shows more carries nothing.
  const button = others.flatMap((element) => element.actions ?? []).find((action) => action.data !== undefined);
  const turn = /** @type {Activity['value']} */ (button?.data)?.faultline?.turn;
  if (turn === undefined || !content || !first || first.type === 'ActionSet') return attachment;
  const body = [{ type: 'Container', id: `${TURN_ID}${turn}`, items: [first] }, ...others];
  return { ...attachment, content: { ...content, body } };
}

/** @param {Activity} activity @param {Map<string, string>} pastes @returns {Activity} */
function folded(activity, pastes) {
  const { text } = activity;
  if (activity.type !== 'message' || typeof text !== 'string' || activity.channelData?.messageBack) return activity;
  const lines = text.split(/\r\n?|\n/);
  if (lines.length <= LONG_LINES && text.length <= LONG_TEXT) return activity;
  // The echo from the server takes the place of the message on its way, so both have to be the same paste.
  const number = String(activity.channelData?.clientActivityID ?? activity.id);
  pastes.set(number, text);
  const size = fill(words.page.pastedSize, { size: sizeOf(text) });
  return {
    ...activity,
    text: undefined,
    attachments: [{ contentType: CARD, content: pasteCard(size, number, lines) }, ...(activity.attachments ?? [])],
    channelData: { ...activity.channelData, 'faultline:text': text, 'webchat:fallback-text': size },
  };
}

/** What "send again" takes is the folded message; the server gets the whole one. @param {Activity} activity @returns {Activity} */
function unfolded(activity) {
  const text = activity.channelData?.['faultline:text'];
  if (text === undefined) return activity;
  const { 'faultline:text': _text, 'webchat:fallback-text': _fallback, ...channelData } = activity.channelData ?? {};
  return { ...activity, text, textFormat: 'plain', channelData, attachments: activity.attachments?.slice(1) ?? [] };
}

/** @param {string} size @param {string} number @param {string[]} lines */
function pasteCard(size, number, lines) {
  const shown = lines.filter((line) => line.trim() !== '').slice(0, SHOWN_LINES);
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      { type: 'TextBlock', text: size, size: 'Small', isSubtle: true, wrap: true },
      {
        type: 'Container',
        id: `${PASTE_ID}${number}`,
        items: shown.map((line) => ({
          type: 'RichTextBlock',
          spacing: 'None',
          inlines: [
            {
              type: 'TextRun',
              text: line.length > SHOWN_LINE ? `${line.slice(0, SHOWN_LINE)} …` : line,
              fontType: 'Monospace',
            },
          ],
        })),
      },
    ],
  };
}
