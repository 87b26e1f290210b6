import { shownActivities } from './page-activities.js';
import { tendCards } from './page-cards.js';
import { caseBeside } from './page-case.js';
import { LastingConnection, SEND_FOR_MS, watchSockets } from './page-connection.js';
import {
  forgetConversation,
  keepConversation,
  keepToken,
  keptConversation,
  requestToken,
  TokenRefused,
} from './page-conversation.js';
import { overDialog, pasteDialog, textDialog } from './page-dialogs.js';
import { element } from './page-elements.js';
import { talkToHost } from './page-embedded.js';
import { takeFiles } from './page-files.js';
import { hostConfig, styleOptions } from './page-looks.js';
import { transcriptMarkdown } from './page-transcript.js';

/** @type {any} */
const { WebChat } = window;
const { body } = document;
// The attribute itself is hidden from scripts, the property is not.
const { nonce } = document.scripts[0];
const longest = Number(body.dataset.longestText);

/** @type {Map<string, string>} */
const pastes = new Map();
/** @type {Map<string, any>} messages of the conversation as the server has them, by id */
const said = new Map();
/** @type {Set<number>} */
const answered = new Set();
/** @type {LastingConnection | undefined} */
let connection;
/** @type {any} */
let store;
let round = 0;

const host = talkToHost({ send: (text) => sendText(text), restart: () => startOver() });
const notice = element('notice', HTMLElement);
const tell = (/** @type {string} */ words) => {
  notice.textContent = words;
};

watchSockets((socket, state) => connection?.socketChanged(socket, state));
const showText = textDialog();
const cardsChanged = tendCards(element('webchat', HTMLElement), { pastes, answered, showText });
const beside = caseBeside({
  send: (text) => sendText(text),
  showLine: showText,
  pasted: () => [...said.values()].flatMap(({ from, text }) => (from?.role === 'user' && text ? [text] : [])),
});

const sendText = (/** @type {string} */ text) => {
  store?.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { method: 'keyboard', text } });
};
const chooseFile = takeFiles({
  limits: {
    mostFiles: Number(body.dataset.mostFiles),
    largestFile: Number(body.dataset.largestFile),
    largestUpload: Number(body.dataset.largestUpload),
  },
  tell,
  send: (files) => {
    const attachments = files.map((blob) => ({ blob }));
    store?.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { method: 'keyboard', attachments } });
  },
});

const openPaste = pasteDialog({ longest, send: sendText, chooseFile });
const openOver = overDialog({ save: saveTranscript, startOver });
element('paste', HTMLButtonElement).addEventListener('click', () => openPaste());
element('save-transcript', HTMLButtonElement).addEventListener('click', saveTranscript);
element('start-over', HTMLButtonElement).addEventListener('click', openOver);
element('try-again', HTMLButtonElement).addEventListener('click', () => open());

function saveTranscript() {
  const text = transcriptMarkdown([...said.values()], new Date());
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/markdown' }));
  link.download = `faultline-${new Date().toISOString().slice(0, 10)}.md`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function startOver() {
  open(true);
}

/** Opens the conversation that this browser was in, or a new one. @param {boolean} [isOver] whether that one is left for good */
async function open(isOver = false) {
  const mine = ++round;
  connection?.end();
  show('loading');
  tell('');
  const earlier = keptConversation();
  try {
    const conversation = await requestToken(earlier?.token, isOver);
    if (mine !== round) return;
    if (isOver) forgetConversation();
    const isNew = conversation.conversationId !== earlier?.conversationId;
    if (isNew && earlier && !isOver) tell('The earlier conversation is no longer on the server. This is a new one.');
    begin(conversation, isNew);
  } catch (error) {
    if (mine !== round) return;
    const told = error instanceof TokenRefused ? error.reason : '';
    element('failed-reason', HTMLElement).textContent =
      told || 'The support server cannot be reached. Nothing you wrote is lost; the conversation is kept there.';
    show('failed');
  }
}

/** @param {import('./page-conversation.js').Conversation} conversation @param {boolean} isNew */
function begin(conversation, isNew) {
  pastes.clear();
  said.clear();
  answered.clear();
  beside.show(undefined);
  connection = new LastingConnection({
    conversation,
    isNew,
    createDirectLine: WebChat.createDirectLine,
    renew: requestToken,
    started: keepConversation,
    kept: keepToken,
    gone: () => open(),
  });
  tellLoss(connection);
  store = WebChat.createStore({}, shownActivities({ pastes, heard, answered, answeredChanged: cardsChanged }));
  show('webchat');
  WebChat.renderWebChat(
    {
      key: conversation.conversationId,
      directLine: connection,
      store,
      nonce,
      locale: host.locale,
      styleOptions: styleOptions({ longest, sendForMs: SEND_FOR_MS }),
      adaptiveCardsHostConfig: hostConfig,
      overrideLocalizedStrings: { TEXT_INPUT_PLACEHOLDER: 'Write a line, or paste events' },
    },
    element('webchat', HTMLElement),
  );
  host.ready();
}

/** A short gap is nobody's business; a longer one is said. @param {LastingConnection} watched */
function tellLoss(watched) {
  const line = element('connection', HTMLElement);
  let everLive = false;
  let timer = 0;
  watched.live$.subscribe((live) => {
    if (watched !== connection) return;
    clearTimeout(timer);
    everLive ||= live;
    line.textContent = '';
    if (live) return;
    timer = window.setTimeout(() => {
      if (watched !== connection) return;
      line.textContent = everLive
        ? 'The connection was lost. Trying again; what you send now goes out as soon as it is back.'
        : 'The server does not answer yet. Trying again.';
    }, 1500);
  });
}

function heard(/** @type {any} */ activity) {
  said.set(activity.id, activity);
  if (activity.from?.role !== 'user') {
    host.heard(activity);
    if (activity.channelData?.faultline) beside.show(activity.channelData.faultline.case);
  }
  cardsChanged();
}

/** @param {'loading' | 'failed' | 'webchat'} part */
function show(part) {
  for (const id of ['loading', 'failed', 'webchat']) element(id, HTMLElement).hidden = id !== part;
}

open();
