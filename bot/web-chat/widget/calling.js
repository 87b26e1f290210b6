import { buttonOf, make } from './elements.js';

/**
 * How somebody hears that an answer came while the chat was closed: text above the button, a number on it and in the
 * title, and where the site wants it a sound and a notice of the system.
 * @param {Pick<ReturnType<typeof import('./settings.js').settingsOf>, 'id' | 'words' | 'hasSound' | 'notifies' | 'marksTitle'>} settings
 * @param {{ launcher: HTMLElement, open: () => void }} parts
 */
export function callingBack({ id, words, hasSound, notifies, marksTitle }, { launcher, open }) {
  const badge = make('span', { class: 'badge', hidden: '', role: 'status' });
  launcher.append(badge);
  const line = make('span', {});
  const bubble = make('div', { class: 'greeting', role: 'status', hidden: '' }, line);
  const dismissed = () => {
    bubble.hidden = true;
    launcher.focus();
  };
  bubble.append(buttonOf('×', { class: 'dismiss', 'aria-label': words.dismiss }, dismissed));
  let unread = 0;
  let titlePrefix = '';
  say(words.greeting);

  /** @param {string} text */
  function say(text) {
    line.textContent = text;
    bubble.hidden = text === '';
  }

  /** @param {number} number */
  function count(number) {
    unread = number;
    badge.hidden = number === 0;
    badge.textContent = number > 9 ? '9+' : String(number);
    badge.setAttribute('aria-label', `${number} ${words.unread}`);
    if (marksTitle) titlePrefix = marked(titlePrefix, number === 0 ? '' : `(${number}) `);
  }

  return {
    bubble,
    get unread() {
      return unread;
    },
    /** Everything was seen. */
    seen() {
      count(0);
      bubble.hidden = true;
    },
    /** Somebody answers while the chat is closed. @param {string} text */
    called(text) {
      count(unread + 1);
      if (text) say(text);
      if (hasSound) beep();
      if (notifies) notify(words.launcher, { body: text, tag: id }, open);
    },
    /** Browsers let nobody be asked but for something that the person does. */
    askToNotify() {
      if (notifies && notice()?.permission === 'default') void Notification.requestPermission();
    },
  };
}

/** Puts a prefix before the title in place of the earlier one, if the site has left that there. @param {string} before @param {string} prefix */
function marked(before, prefix) {
  const { title } = document;
  const bare = before && title.startsWith(before) ? title.slice(before.length) : title;
  if (title !== prefix + bare) document.title = prefix + bare;
  return prefix;
}

/** Not every browser has it. @returns {typeof Notification | undefined} */
function notice() {
  return Reflect.get(window, 'Notification');
}

/** Only who looks elsewhere is told by the system. @param {string} title @param {NotificationOptions} options @param {() => void} open */
function notify(title, options, open) {
  if (!document.hidden || notice()?.permission !== 'granted') return;
  try {
    const shown = new Notification(title, options);
    shown.addEventListener('click', () => {
      window.focus();
      open();
    });
  } catch {
    // Phones let only service workers do that; the number on the button remains.
  }
}

function beep() {
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.value = 0.05;
  tone.frequency.value = 660;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.15);
  tone.addEventListener('ended', () => void audio.close());
}
