import { articlesCommand } from './articles-command.ts';

process.exitCode = await articlesCommand(process.argv.slice(2), process);
