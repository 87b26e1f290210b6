import {
  forgetConversation,
  keepConversation,
  keepToken,
  keptConversation,
  requestToken,
} from '../wire/conversation.js';
import { Lane } from '../wire/lane.js';
import { Line } from '../wire/line.js';
import { forgetUnsent } from '../wire/unsent.js';
import { shownActivities } from './activities.js';
import { named } from './branding.js';
import { tendCards } from './cards.js';
import { caseBeside } from './case.js';
import { drawWebChat, loadWebChat } from './component.js';
import { overDialog, pasteDialog, textDialog } from './dialogs.js';
import { element } from './elements.js';
import { talkToHost } from './embedded.js';
import { takeFiles } from './files.js';
import { plainView } from './first.js';
import { offerAgain, tellHealth, tellUploads } from './notices.js';
import { printing } from './print.js';
import { fill, words } from './sentences.js';
import { transcriptMarkdown } from './transcript.js';
import { keepingDraft, showUnsent } from './unsent.js';

/** @typedef {import('../wire/protocol.d.ts').Activity} Activity */

const { body } = document;
const longest = Number(body.dataset['longestText']);
/** Web Chat is loaded behind the first card, or after so long without one. */
const NO_CARD_MS = 3000;
/** A Web Chat that is there within this time is all that is seen. */
const PLAIN_AFTER_MS = 700;

/** @type {Map<string, string>} */
const pastes = new Map();
/** @type {Set<number>} */
const answered = new Set();
/** @type {Line | undefined} */
let line;
/** @type {Lane | undefined} */
let lane;
/** @type {import('./page.d.ts').ChatStore | undefined} */
let store;
let round = 0;
let endHealth = () => {};
/** what stood in the box when the page was left, until Web Chat has it */
let draft = '';

const tell = (/** @type {string} */ sentence) => {
  element('notice', HTMLElement).textContent = sentence;
};
const host = talkToHost({ send: (text) => sendText(text), restart: () => startOver(), reset: () => reset(), tell });

const chat = element('webchat', HTMLElement);
const showText = textDialog();
const cardsChanged = tendCards(chat, { pastes, answered, showText, drawn: () => swap() });
const beside = caseBeside({
  send: (text) => sendText(text),
  showLine: showText,
  pasted: () => messages().flatMap(({ from, text }) => (from?.role === 'user' && text ? [text] : [])),
});
const keepLine = keepingDraft('line', (text) => {
  draft = text;
  element('first-text', HTMLTextAreaElement).value ||= text;
  store?.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text } });
});
const plain = plainView({
  send: (text) => sendText(text),
  press: (value) => sendPressed(value),
});
element('first-text', HTMLTextAreaElement).addEventListener('input', () => keepLine(plain.draft()));

/** @param {string} text */
function sendText(text) {
  if (store) store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { method: 'keyboard', text } });
  else post({ type: 'message', text, textFormat: 'plain' });
}

/** A button of a card in the plain view: it says its words, as in Web Chat. @param {NonNullable<Activity['value']>} value */
function sendPressed(value) {
  const text = value.faultline?.say ?? '';
  const displayText = value.msteams?.displayText ?? text;
  post({ type: 'message', text, value, channelData: { messageBack: { displayText, text, value } } });
}

/** @param {File[]} files */
function sendFiles(files) {
  if (!store) return post({ type: 'message' }, files);
  const attachments = files.map((blob) => ({ blob }));
  store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { method: 'keyboard', attachments } });
}

/** What nobody waits for: it is shown when the server has it. @param {Activity} activity @param {File[]} [files] */
function post(activity, files = []) {
  const attachments = files.map(({ name, type }) => ({ name, contentType: type }));
  const whole = files.length > 0 ? { ...activity, attachments } : activity;
  const said =
    activity.channelData?.messageBack?.displayText || activity.text || files.map(({ name }) => name).join(', ');
  if (!store) plain.wait(said);
  lane?.add(whole, Promise.resolve(files)).catch(() => {});
}

const chooseFile = takeFiles({
  limits: {
    mostFiles: Number(body.dataset['mostFiles']),
    largestFile: Number(body.dataset['largestFile']),
    largestUpload: Number(body.dataset['largestUpload']),
  },
  tell,
  send: sendFiles,
});
const openPaste = pasteDialog({ longest, send: sendText, chooseFile });
const openOver = overDialog({ save: saveTranscript, startOver });
element('paste', HTMLButtonElement).addEventListener('click', () => openPaste());
element('save-transcript', HTMLButtonElement).addEventListener('click', saveTranscript);
element('start-over', HTMLButtonElement).addEventListener('click', openOver);
addEventListener('beforeunload', (event) => {
  if (lane?.waiting$.value) event.preventDefault();
});

const messages = () => (line?.activity$.all ?? []).filter(({ type }) => type === 'message');

printing(messages);

function saveTranscript() {
  const text = transcriptMarkdown(messages(), new Date());
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/markdown' }));
  link.download = `faultline-${new Date().toISOString().slice(0, 10)}.md`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function startOver() {
  open(true);
}

/** Somebody else sits down: nothing of what was said or written here is left. */
async function reset() {
  const earlier = keptConversation();
  round++;
  line?.end();
  lane?.close();
  await forgetUnsent();
  forgetConversation();
  // Ends what the token is good for; whoever cannot be reached now keeps a token that nobody has any more.
  if (earlier) await requestToken({ earlier: earlier.token, isOver: true }).catch(() => {});
  host.wasReset();
}

/** Opens the conversation that this browser was in, or a new one. @param {boolean} [isOver] whether that one is left for good */
async function open(isOver = false) {
  const mine = ++round;
  line?.end();
  lane?.close();
  line = undefined;
  // What the Web Chat of the conversation before still draws brings it back no more.
  store = undefined;
  endHealth();
  show('loading');
  tell('');
  try {
    // A window of its own is handed its conversation before it says who the person is.
    const user = await host.user;
    const earlier = keptConversation();
    if (mine !== round) return;
    const conversation = await requestToken({ earlier: earlier?.token, isOver, ...(user && { user }) });
    if (mine !== round) return;
    if (isOver) forgetConversation();
    const isNew = conversation.conversationId !== earlier?.conversationId;
    if (isNew && earlier && !isOver) tell(words.wire.newConversation);
    begin(conversation, isNew);
  } catch (error) {
    if (mine !== round) return;
    offerAgain(error, () => open(isOver));
    show('failed');
  }
}

/** @param {import('../wire/protocol.d.ts').Conversation} conversation @param {boolean} isNew */
function begin(conversation, isNew) {
  const mine = round;
  pastes.clear();
  answered.clear();
  beside.show(undefined);
  plain.clear();
  store = undefined;
  const refused = (/** @type {unknown} */ _message, /** @type {string} */ reason) =>
    tell(fill(words.wire.refused, { reason }));
  const ownLane = new Lane(refused, host.attributes);
  lane = ownLane;
  tellUploads(ownLane);
  const opened = new Line({
    conversation,
    isNew,
    lane: ownLane,
    renew: async (token) => {
      const user = await host.user;
      return requestToken({ earlier: token, ...(user && { user }) });
    },
    started: keepConversation,
    kept: keepToken,
    gone: () => open(),
    shown: named,
  });
  line = opened;
  endHealth = tellHealth(opened);
  let isAsked = false;
  const component = () => {
    if (!isAsked) setTimeout(() => mine === round && !store && show('first'), PLAIN_AFTER_MS);
    isAsked = true;
    return drawAll(opened, mine);
  };
  setTimeout(component, NO_CARD_MS);
  opened.activity$.subscribe((activity) => {
    if (activity.type !== 'message') return;
    if (!isAsked) component();
    if (!store) plain.show(activity);
    if (activity.from?.role !== 'user') {
      host.heard(activity);
      if (activity.channelData?.faultline) beside.show(activity.channelData.faultline.case);
    }
    cardsChanged();
  });
  const left = opened.health$.subscribe((health) => {
    if (health !== 'live') return;
    queueMicrotask(() => left.unsubscribe());
    // The log is read by then, so that what the server has after all is not offered again.
    setTimeout(() => mine === round && showUnsent(opened, ownLane, resend), 1500);
    host.ready();
  });
}

/** @param {import('../wire/protocol.d.ts').Unsent} message */
function resend({ id, activity: { from: _from, ...said }, files }) {
  post({ ...said, channelData: { ...said.channelData, clientActivityID: id } }, files);
}

/** Puts Web Chat in the place of the plain view, as soon as it is there. @param {Line} opened @param {number} mine */
async function drawAll(opened, mine) {
  try {
    const component = await loadWebChat();
    if (mine !== round || store) return;
    const made = component.createStore({}, shownActivities({ pastes, answered, answeredChanged: cardsChanged }));
    const text = plain.draft() || draft;
    store = made;
    made.subscribe(() => keepLine(made.getState().sendBoxValue ?? ''));
    drawWebChat(component, { into: chat, line: opened, store: made, locale: host.locale, longest });
    if (text) made.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text } });
  } catch {
    if (mine !== round) return;
    tell(words.wire.componentFailed);
    show('first');
  }
}

/** Called when Web Chat has drawn a card. */
function swap() {
  if (!store || element('webchat', HTMLElement).dataset['shown'] === 'yes') return;
  const wasTyping = document.activeElement?.id === 'first-text';
  show('webchat');
  plain.clear();
  const box = document.querySelector('[data-id="webchat-sendbox-input"]');
  if (wasTyping && box instanceof HTMLElement) box.focus();
}

/** @param {'loading' | 'failed' | 'first' | 'webchat'} part */
function show(part) {
  for (const id of ['loading', 'failed', 'first']) element(id, HTMLElement).hidden = id !== part;
  chat.dataset['shown'] = part === 'webchat' ? 'yes' : 'no';
  chat.inert = part !== 'webchat';
  const cannotAct = part === 'loading' || part === 'failed';
  for (const id of ['paste', 'start-over', 'save-transcript', 'print'])
    element(id, HTMLButtonElement).disabled = cannotAct;
  if (!cannotAct) host.canFocus();
}

open();
