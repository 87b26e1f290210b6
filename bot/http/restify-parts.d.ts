// restify's types are those of its root, which loads a dozen plugins and what they need: a fifth of a second of a start.
declare module 'restify/lib/router.js' {
  import type { Router } from 'restify';

  const Routes: new (options: { name: string; log: object }) => Router;
  export default Routes;
}
declare module 'restify/lib/server.js' {
  import type { Router, Server } from 'restify';

  const Restify: new (options: { name: string; log: object; router: Router }) => Server;
  export default Restify;
}
