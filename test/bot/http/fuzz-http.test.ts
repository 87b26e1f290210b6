import { expect, it } from 'vitest';
import { fuzzHttp } from './fuzz-http.ts';

it('600 strange connections end nothing, stop nothing and make no route fail (npm run bench -- fuzz makes 20,000)', async () => {
  const { statuses, ...report } = await fuzzHttp(600, 12);
  expect(report).toEqual({ connections: 600, deaf: 0, failures: [], lived: true });
  // It reached the routes, not only the door.
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 404, 405]));
  expect([...statuses.keys()].filter((status) => status >= 500 && status !== 505)).toEqual([]);
});
