import { element } from './elements.js';
import { drawn } from './first.js';

/** @typedef {import('../wire/protocol.d.ts').Activity} Activity */

/**
 * Puts the whole conversation on paper, or what has to be done alone; the browser's own "print" prints all of it too.
 * @param {() => readonly Activity[]} messages of the conversation, in order
 */
export function printing(messages) {
  const paper = element('on-paper', HTMLElement);
  const dialog = element('print-dialog', HTMLDialogElement);
  let stepsAlone = false;
  element('print', HTMLButtonElement).addEventListener('click', () => {
    dialog.returnValue = '';
    dialog.showModal();
  });
  dialog.addEventListener('close', () => {
    if (!dialog.returnValue) return;
    stepsAlone = dialog.returnValue === 'steps';
    // Firefox prints the page as it is when the dialog is gone.
    requestAnimationFrame(() => print());
  });
  addEventListener('beforeprint', () => {
    const wanted = stepsAlone ? stepsOf(messages()) : messages();
    paper.replaceChildren(
      ...wanted.map((activity) => {
        const said = document.createElement('article');
        said.className = activity.from?.role === 'user' ? 'plain mine' : 'plain';
        said.append(...drawn(activity, () => {}));
        return said;
      }),
    );
  });
  addEventListener('afterprint', () => {
    stepsAlone = false;
    paper.replaceChildren();
  });
}

/** Each step as it was shown last. @param {readonly Activity[]} messages */
function stepsOf(messages) {
  const steps = new Map();
  for (const activity of messages) {
    const { kind, article, step } = activity.channelData?.faultline?.screen ?? {};
    if (kind !== 'step' && kind !== 'warning') continue;
    const place = `${kind} ${article} ${step}`;
    steps.delete(place);
    steps.set(place, activity);
  }
  return [...steps.values()];
}
