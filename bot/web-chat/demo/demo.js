/** @type {any} what widget.js gives the page */
const chat = Reflect.get(window, 'Faultline');
const heard = document.getElementById('heard');

for (const kind of ['open', 'ready', 'message', 'close']) {
  addEventListener(`faultline:${kind}`, (event) => {
    const line = document.createElement('li');
    const screen = event instanceof CustomEvent ? event.detail?.screen : undefined;
    line.textContent = screen ? `${kind}: ${screen}` : kind;
    heard?.append(line);
  });
}

document.getElementById('open')?.addEventListener('click', () => chat.open());
document.getElementById('close')?.addEventListener('click', () => chat.close());
document.getElementById('send')?.addEventListener('click', () => chat.send('event 7034 from Service Control Manager'));
