import { sizeOf } from './activities.js';
import { copyText } from './clipboard.js';
import { element } from './elements.js';
import { fill, words, written } from './sentences.js';
import { keepingDraft } from './unsent.js';

/**
 * The dialog for pasting: a large box that keeps line breaks and says how much is in it.
 * @param {object} parts
 * @param {number} parts.longest characters that the bot reads in one turn
 * @param {(text: string) => void} parts.send
 * @param {() => void} parts.chooseFile
 * @returns {(text?: string) => void} opens it, with this text added
 */
export function pasteDialog({ longest, send, chooseFile }) {
  const dialog = element('paste-dialog', HTMLDialogElement);
  const box = element('paste-text', HTMLTextAreaElement);
  const size = element('paste-size', HTMLElement);
  const tooLong = element('paste-too-long', HTMLElement);
  const sendButton = element('paste-send', HTMLButtonElement);

  const keep = keepingDraft('paste', (text) => {
    box.value ||= text;
  });
  const count = () => {
    const { length } = box.value;
    size.textContent = length === 0 ? words.page.pasteEmpty : `${sizeOf(box.value)}.`;
    tooLong.textContent = length > longest ? fill(words.page.pasteTooLong, { most: written(longest) }) : '';
    sendButton.disabled = length > longest || box.value.trim() === '';
    keep(box.value);
  };
  const submit = () => {
    if (sendButton.disabled) return;
    send(box.value);
    box.value = '';
    keep('');
    dialog.close();
  };

  box.addEventListener('input', count);
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  sendButton.addEventListener('click', (event) => {
    event.preventDefault();
    submit();
  });
  element('paste-cancel', HTMLButtonElement).addEventListener('click', () => dialog.close());
  element('choose-file', HTMLButtonElement).addEventListener('click', () => {
    dialog.close();
    chooseFile();
  });

  return (text = '') => {
    if (text) box.value = box.value ? `${box.value}\n${text}` : text;
    count();
    if (!dialog.open) dialog.showModal();
    box.focus();
  };
}

/** @param {{ save: () => void, startOver: () => void }} parts @returns {() => void} opens it */
export function overDialog({ save, startOver }) {
  const dialog = element('over-dialog', HTMLDialogElement);
  element('over-save', HTMLButtonElement).addEventListener('click', save);
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'over') startOver();
  });
  return () => {
    dialog.returnValue = '';
    dialog.showModal();
  };
}

/** @returns {(text: string, line?: number) => void} shows a whole text, with one line of it marked */
export function textDialog() {
  const dialog = element('text-dialog', HTMLDialogElement);
  const whole = element('text-whole', HTMLTextAreaElement);
  const copy = element('text-copy', HTMLButtonElement);
  copy.addEventListener('click', async () => {
    copy.textContent = (await copyText(whole.value)) ? words.page.copied : words.page.notCopied;
  });
  dialog.addEventListener('close', () => {
    whole.value = '';
  });
  return (text, line) => {
    whole.value = text;
    copy.textContent = words.page.copy;
    dialog.showModal();
    if (line !== undefined) markLine(whole, line);
  };
}

/** Selects one line of a text and brings it to the middle. @param {HTMLTextAreaElement} box @param {number} line from 1 */
function markLine(box, line) {
  const lines = box.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((length, one) => length + one.length + 1, 0);
  box.focus();
  box.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  box.scrollTop = (box.scrollHeight / Math.max(1, lines.length)) * (line - 1) - box.clientHeight / 2;
}
