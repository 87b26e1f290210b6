import { printable } from '../printable.ts';

/** Whoever reads only the first lines (`| head`) closes the pipe. The rest is for nobody, and what is being done is done to its end. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

/**
 * Runs a tool of the command line: every one of this room goes through here. Ends with the number that it returns, with 0 when
 * that is none, or with 2 and one sentence for the operator when it throws.
 * @param main gets what stands behind `--`
 */
export async function runTool(main: (args: string[]) => Promise<unknown> | number): Promise<void> {
  outliveReaders();
  try {
    const code = await main(process.argv.slice(2));
    process.exitCode = typeof code === 'number' ? code : 0;
  } catch (error) {
    process.stderr.write(`${printable(error instanceof Error ? error.message : String(error))}\n`);
    process.exitCode = 2;
  }
}
