import { defineConfig } from 'vitest/config';

// No test asserts a time. The limit only ends one that hangs, on a machine that may be slow and busy.
export default defineConfig({
  // Many tests wait for a browser, a socket or another process, so two at a time use two cores well.
  test: { maxWorkers: 2, testTimeout: 900_000, hookTimeout: 900_000, expect: { poll: { timeout: 60_000 } } },
});
