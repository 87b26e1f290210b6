import { hostConfig, styleOptions } from './looks.js';
import { words } from './sentences.js';

const TRIES = 5;

/** @type {Promise<import('./page.d.ts').WebChatComponent> | undefined} */
let loading;

/**
 * Loads the Web Chat component, which is most of what the page transfers, once; a load that fails is tried again.
 * @returns {Promise<import('./page.d.ts').WebChatComponent>}
 */
export function loadWebChat() {
  loading ??= tryToLoad().catch((reason) => {
    loading = undefined;
    throw reason;
  });
  return loading;
}

async function tryToLoad() {
  for (let tries = 1; ; tries++) {
    try {
      return await loadOnce(tries);
    } catch (reason) {
      if (tries === TRIES) throw reason;
      await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** tries));
    }
  }
}

/** @param {number} tries @returns {Promise<import('./page.d.ts').WebChatComponent>} */
function loadOnce(tries) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    // The attribute itself is hidden from scripts, the property is not.
    script.nonce = document.scripts[0]?.nonce ?? '';
    script.src = `${document.body.dataset['component']}${tries > 1 ? `&try=${tries}` : ''}`;
    script.addEventListener('load', () => (window.WebChat ? resolve(window.WebChat) : reject(new Error('no WebChat'))));
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error('the component could not be loaded'));
    });
    document.head.append(script);
  });
}

/**
 * Draws the conversation with Web Chat.
 * @param {import('./page.d.ts').WebChatComponent} component
 * @param {object} parts
 * @param {HTMLElement} parts.into
 * @param {import('../wire/line.js').Line} parts.line
 * @param {import('./page.d.ts').ChatStore} parts.store
 * @param {string} parts.locale
 * @param {number} parts.longest
 */
export function drawWebChat(component, { into, line, store, locale, longest }) {
  component.renderWebChat(
    {
      key: line.conversationId,
      directLine: line,
      store,
      nonce: document.scripts[0]?.nonce,
      locale,
      dir: words.dir,
      styleOptions: styleOptions({ longest }),
      adaptiveCardsHostConfig: hostConfig,
      overrideLocalizedStrings: { TEXT_INPUT_PLACEHOLDER: words.page.linePlaceholder },
    },
    into,
  );
}
