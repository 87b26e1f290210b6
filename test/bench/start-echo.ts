import { echoServer } from './echo-server.ts';

// What the start bench compares with, as a process of its own: it listens where PORT says.
echoServer().listen(Number(process.env['PORT']), '127.0.0.1');
