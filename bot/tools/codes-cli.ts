import { codesCommand } from './codes-command.ts';

process.exitCode = codesCommand(process.argv.slice(2), process);
