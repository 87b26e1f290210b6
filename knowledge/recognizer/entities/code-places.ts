import type { FamilyId } from '../../codes/code-families.ts';

// What stands before a number says which number it is. A further place is one entry of one of the two tables: `before` is
// matched against the end of the text in front of the number, at most {@link WINDOW} characters of it.

/** So much of the text in front of a number is looked at, the end of the line above included. */
export const WINDOW = 64;

/** The forms in which a place writes its numbers. `hex`: with 0x; `bare`: hexadecimal digits alone. */
type Form = 'hex' | 'bare' | 'decimal';

/** What an event is about, as far as it says what its numbers are; and the words that tell. */
export const TOPICS = {
  services: 'Service Control Manager',
  kerberos: 'Kerberos',
  stops: 'BugCheck',
  live: 'LiveKernelEvent',
  // Each line of a cluster's log begins with a process, a thread and the time: `00001a2c.00002f10::2024/03/11-…`.
  cluster: '::20',
} as const;
export type Topic = keyof typeof TOPICS;

interface Place {
  family: FamilyId;
  before: RegExp;
  forms: readonly Form[];
  /** what the lines above must be about */
  about?: Topic;
  /** what must follow the number */
  after?: RegExp;
  /** the numbers that stand here, whatever their form: first and last */
  within?: readonly [number, number];
}

/** Between a label and its number: a colon, quotes, brackets, the tags of XML, blanks. */
const GAP = String.raw`["'“”>)\]:：=\s(-]{0,12}$`;
const place = (words: string) => new RegExp(`(?:${words})${GAP}`, 'i');

/** "Error code" in the languages of Windows. */
const ERROR_CODE = [
  String.raw`error[ _-](?:code|value|status|number)|(?<!["'\w])errorcode`,
  '(?:failure|error) status code(?: of| was)?',
  String.raw`\bstatus code(?: of)? ?\(`,
  String.raw`\bsystem error(?: code)?`,
  'systemfehler|erreur système|error de sistema|errore di sistema|erro de sistema|systeemfout|systemfel|systemfejl|systemfeil',
  String.raw`\b(?:win32|windows|os|socket|winsock) error(?: code)?`,
  'fehler(?:code|wert|status|nummer)',
  "code d['’]erreur|valeur de l['’]erreur",
  'código de error|valor de error',
  'codice (?:di )?errore|valore errore',
  'código (?:de|do) erro|valor do erro',
  'foutcode|foutwaarde',
  'felkod|fejlkode|feilkode|virhekoodi',
  'kod błędu|kód chyby|hibakód|hata kodu',
  'код ошибки|значение ошибки|код помилки|κωδικός σφάλματος',
  '错误代码|错误码|錯誤碼|錯誤代碼|エラー ?コード|오류 ?코드',
].join('|');

/** Where a number is a code although it does not look like one, and of which family. The first that fits counts. */
export const PLACES: readonly Place[] = [
  { family: 'stop', before: place('bccode'), forms: ['bare', 'hex'] },
  { family: 'stop', before: place('bugcheck_code|bug_check_code'), forms: ['bare', 'hex'] },
  { family: 'stop', before: place('bugcheckcode'), forms: ['decimal', 'hex'] },
  { family: 'stop', before: place('\\bbug ?check code'), forms: ['bare', 'hex'] },
  { family: 'stop', before: /\bbugcheck $/i, forms: ['bare'], after: /^, ?\{/ },
  {
    family: 'stop',
    before: place(String.raw`\b(?:stop|bug ?check|blue ?screen|bsod)(?:[ -](?:code|error|was|value|screen)){0,2}`),
    forms: ['hex'],
  },
  { family: 'stop', before: /\bstop: $/i, forms: ['bare'], after: /^ [({]/ },
  { family: 'stop', before: place('代码|代碼|コード|코드|код'), forms: ['hex'], about: 'stops' },
  { family: 'stop', before: /^\s*code:\s*$/i, forms: ['bare'], about: 'live' },
  // "STOP 7B", in capitals as the blue screen writes it.
  { family: 'stop', before: /\bSTOP(?: code| error)?:? $/, forms: ['bare'], after: /^(?![\w.]| \p{L}{2,20}s\b)/u },
  // Save Dump of Windows XP: "Error code 10000050, parameter1 e2a5c000".
  { family: 'stop', before: /\berror code $/i, forms: ['bare'], after: /^, ?parameter ?1/i },
  {
    family: 'ldap',
    before: place(String.raw`\bldap(?:[ _-]|: )(?:error|result|return|bind|status)(?:[ _-](?:code|value|error))?`),
    forms: ['decimal', 'hex'],
  },
  { family: 'hresult', before: place('\\b(?:last (?:run |task )?|task )result'), forms: ['hex', 'decimal'] },
  // "Error 87: The parameter is incorrect.", "FAILED 1060:", "Erreur 1053 : Le service …"
  {
    family: 'win32',
    before: /\b(?:error|fehler|erreur|errore|erro|fout|fel|ошибка|failed) $/i,
    forms: ['decimal'],
    after: /^ ?:(?: \p{L}|$)/u,
  },
  // "Error: 14" alone in its line, its sentence below it
  { family: 'win32', before: /^error: $/i, forms: ['decimal'], after: /^$/ },
  // "error 5052 (0x13bc)"
  { family: 'win32', before: /\berror:? $/i, forms: ['decimal'], after: /^ \(0x/ },
  // A database driver gives the number of the network below it; other numbers there are the server's own.
  { family: 'win32', before: /\bsql server \[$/i, forms: ['decimal'], after: /^\]/ },
  { family: 'win32', before: /\b08[0s]0\d\b.{1,24}error[ :=]{0,4}$/i, forms: ['decimal'] },
  { family: 'win32', before: /connection to sql server\) ?\([\w ]{2,24}, error: $/i, forms: ['decimal'] },
  { family: 'win32', before: /\b(?:status|error|code|returned) $/i, forms: ['decimal'], about: 'cluster' },
  // "due to the following error: 1053"
  {
    family: 'win32',
    before: /(?:error|fehler|erreur|errore|erro|fout|fel|ошибк\p{L})[^\d:]{0,16}: $/iu,
    forms: ['decimal'],
    after: /^\.?$/,
    about: 'services',
  },
  // What Windows Installer returns: 1602 to 1660 are Windows errors of its own.
  {
    family: 'win32',
    before: /(?:mainenginethread is returning|success or error status:|return ?code:?|exit code:?|exited with code) $/i,
    forms: ['decimal'],
    within: [1601, 1660],
  },
  // "AcceptSecurityContext error, data 52e": hexadecimal, however short
  { family: 'win32', before: /\berror, data $/i, forms: ['bare'], within: [1, 0xffff] },
  // "result 1355 (0x54b)"
  { family: 'win32', before: /\bresult $/i, forms: ['decimal'], after: /^ \(0x/ },
  {
    family: 'win32',
    before: place('win32_exit_code|\\b(?:winhttp|wininet|winsock|wsa|socket)(?: ?(?:error|exception))?'),
    forms: ['decimal', 'hex'],
  },
  // DCOM got error "1068"; the count in "error (2 of these)" is none.
  { family: 'win32', before: /\berror ["“(]$/i, forms: ['decimal', 'hex'], after: /^["”)]/ },
  // "error 0x6ba"; a sentence of Windows with the number behind it: "… is not responding. (0x00002EFE)"
  { family: 'win32', before: /(?<!ldap )\b(?:error|errore|erreur|erro|fehler|fout):? $/i, forms: ['hex'] },
  { family: 'win32', before: /[.!] \($/, forms: ['hex'], after: /^\)/ },
  // "Security policies were propagated with warning. 0x534 : No mapping …"
  {
    family: 'win32',
    before: /\b(?:warning|warnung|avertissement|advertencia)\. $/i,
    forms: ['hex'],
    after: /^ : \p{L}/u,
  },
  { family: 'hresult', before: /[.!] \($/, forms: ['hex'], after: /^\)/ },
  {
    family: 'kerberos',
    before: place('\\b(?:failure|result|error) code'),
    forms: ['hex', 'decimal'],
    about: 'kerberos',
  },
  { family: 'win32', before: place(ERROR_CODE), forms: ['decimal', 'hex', 'bare'] },
  {
    family: 'win32',
    before: place(String.raw`\b(?:hresult|hr|result code|status code|exit code|fehler|erreur|error)`),
    forms: ['bare'],
  },
];

/** Words without which no place is there; a line that has none of them is not looked at twice. */
export const PLACE_WORDS =
  /code|error|stop|check|result|winhttp|wininet|winsock|wsa|socket|ldap|hresult|\bhr\b|fehler|erreur|errore|\berro\b|fout|felkod|fejl|feil|virhe|kod |kód|hiba|hata|код|ошибк|помилк|σφάλ|错误|錯誤|エラー|오류|blue ?screen|bsod|(?:failed|status|returned) (?=\d|$)|(?:warning|warnung|avertissement|advertencia)\. (?=0x|$)|sql server \[|[.!] \(/i;

/** Where numbers look like codes and are none. */
const NOT_CODES: readonly RegExp[] = [
  // "version: 10.0.22621.2506, time stamp: 0xbced4b82" in any language.
  // sees at most 64 characters in all: WINDOW, the text before a number
  /\d\.\d{1,5}\.\d{1,6}(?:\.\d{1,6})?[,，、;]? ?[^\d:：,-]{2,40}[:：]? ?$/,
  // sees at most 64 characters in all: WINDOW, the text before a number
  /(?:time ?stamp|zeitstempel|horodat\w{0,6}|marca de (?:tiempo|hora)|时间戳|タイム ?スタンプ|타임 ?스탬프)[:：=]? ?$/i,
  /(?:offset|décalage|desplazamiento|desfase|scostamento|deslocamento|смещени\S|przesunięci\S|偏移量?|오프셋|オフセット)[^:：\d]{0,24}[:：= ]{0,3}$/i,
  /(?:parameter|bcp|bugcheckparameter|\barg)_? ?\d["'>:= ]{1,16}$/i,
  /(?:block address|\blba|\bsector|\bblock|\bcluster|blockadresse|logical block)[ :#=]{1,3}$/i,
];

/** Where a number is an address unless a table knows it as a code. */
const ADDRESS =
  // sees at most 64 characters in all: WINDOW, the text before a number
  /(?:\bat|address|adresse|memory|speicher|instruction|anweisung|dirección|direcció|memoria|indirizzo|endereço|adres\w*|адрес\S*|памят\S*|地址|内存|アドレス|메모리|mémoire|\bin|@)[ :=]{0,2}["“”'„«]{0,2} ?$/i;

/** Whether a number behind this text is no code, whatever it looks like. */
export const isNoCode = (before: string): boolean => isIdOf(before) || NOT_CODES.some((one) => one.test(before));

const ID_LABEL = /(?<!error )\bids?\b(?! no)|identif|идентификатор|handle|дескриптор/i;

/** Whether the label in front is that of an id of something: `Faulting process id: 0x1a2c`. Exchange's "ID no: c002041d" is a code. */
function isIdOf(before: string): boolean {
  const text = before.trimEnd();
  if (!/[:：=]$/.test(text)) return false;
  return ID_LABEL.test(
    text
      .slice(0, -1)
      .split(/[:：=.;,]/)
      .at(-1) ?? '',
  );
}

/** Whether a number behind this text is an address if no table has it. */
export const isAddress = (before: string): boolean => ADDRESS.test(before);

/** The numbers behind a stop code, in brackets; they may go on in the next line. */
const PARAMETERS = /^[ :]{0,2}[({](?=(?:0x)?[0-9a-f`]{1,17}[,)} ])/i;

/** Whether this text, behind a number, is the list of parameters of a stop. */
export const beginsParameters = (after: string): boolean => PARAMETERS.test(after);

/** Cells behind the number of a stop, as BlueScreenView copies its rows. */
// sees at most 400 characters in all: what stands behind a number
const PARAMETER_CELLS = /^(?:\t(?:0x)?[0-9a-f`]{8,17}(?=\t|$)){2,4}/i;

/** How many characters behind the number of a stop its parameters take in a row with tabs; 0 when there are none. */
export const parameterCells = (after: string): number => PARAMETER_CELLS.exec(after)?.[0].length ?? 0;

/** Arguments of a call: `CreateFileW(\\?\C:\,0x80000000,0x00000003,...)`. One argument alone may be a code. */
const CALL = /\w\(([^()]{0,400})\)/g;

/** Where the arguments of calls stand in a line, as [from, to). */
export function callArguments(line: string): [number, number][] {
  if (!line.includes('(') || !line.includes(',')) return [];
  return [...line.matchAll(CALL)].flatMap(({ 0: whole, 1: inside = '', index }): [number, number][] =>
    inside.includes(',') ? [[index, index + whole.length]] : [],
  );
}
