const LOOK = /\.(?:light|dark)\.png$/;

/** Whether the page is dark now: as its host says, else as the browser does. */
const isDark = () => getComputedStyle(document.documentElement).colorScheme === 'dark';

/**
 * Gives the pictures of the cards the look of the page.
 * @param {Element} chat
 */
export function dressDrawings(chat) {
  const end = `.${isDark() ? 'dark' : 'light'}.png`;
  for (const image of chat.querySelectorAll('img[src*="/drawings/"]')) {
    if (!(image instanceof HTMLImageElement) || image.src.endsWith(end)) continue;
    image.src = image.src.replace(LOOK, end);
  }
}
