import { createServer } from 'restify';
import { frontDoor } from '../../../bot/http/front-door.ts';
import { listen } from '../../../bot/http/listen.ts';
import { createLog } from '../../../bot/log.ts';
import { watchUncaught } from '../../../bot/uncaught.ts';

// A server behind the door with routes that throw in every way, as a process of its own. Tells its address.

const fail = () => {
  throw new Error('a mistake');
};
const site = createServer();
site.get('/fine', async (_request, response) => {
  response.send(200, {});
});
site.get('/at-once', (_request, _response, _next) => fail());
site.get('/in-a-promise', async () => fail());
site.get('/in-a-timer', async () => {
  setTimeout(fail, 1);
});
site.get('/in-a-tick', async () => process.nextTick(fail));
site.get('/in-a-promise-that-nobody-waits-for', async () => {
  void Promise.resolve().then(fail);
});
site.post('/in-a-listener', async (request) => {
  request.on('data', fail);
});
site.get('/after-the-answer', async (_request, response) => {
  response.send(200, {});
  setTimeout(fail, 1);
});

const log = createLog('silent');
watchUncaught(log);
const door = frontDoor(site, { isAllowedHost: () => true, maxConnections: 20, log });
process.on('message', fail);
process.send?.(await listen(door, 0, '127.0.0.1'));
