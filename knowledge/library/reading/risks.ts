import { type ReadRisk, RISK_WORDS } from './risk-words.ts';

export type { ReadRisk } from './risk-words.ts';

/** Words by which a text tells that it changes something. One row more is one word more; what stands in a row is looked for as it is. */
const SIGNS: readonly { risk: ReadRisk; words: readonly RegExp[] }[] = [
  {
    risk: 'registry',
    words: [
      /\bHKEY_/i,
      /\bHK(?:LM|CU|CR|U|CC)\b/i,
      /\bregedt?(?:32|it)?\b/i,
      /\bregistry\b/i,
      /\breg (?:add|delete|import)\b/i,
      /\b(?:REG_(?:SZ|BINARY)|(?:REG_)?(?:[DQ]WORD|MULTI_SZ|EXPAND_SZ))\b/i,
      /\bSet-ItemProperty\b/i,
    ],
  },
  {
    risk: 'files',
    words: [
      /\b(?:eseutil|edbutil|isinteg|chkdsk|fdisk|diskpart|ntdsutil|mkfs|deltree|rmdir|defrag)\b/i,
      /\b(?:delet|remov|eras|overwrit|replac|renam|mov|restor|purg|wip|prun|truncat)(?:e|es|ed|ing)\b/i,
      /\bformat(?:ting)? (?:the|a|your|this|drive|disk|volume|[a-z]:)/i,
      /\b(?:re-?install|uninstall)/i,
      /\brm -/i,
      /\bdrop (?:table|database|index)\b/i,
      /\b(?:kubectl|oc) (?:delete|drain|patch|replace|apply|edit|scale|debug|adm)\b/i,
      /\bhelm (?:uninstall|rollback|upgrade)\b/i,
      /\brepair(?:ing)? the database\b/i,
      /\bdd if=/i,
    ],
  },
  {
    risk: 'service',
    words: [
      /\b(?:stop|restart|reboot|terminat|kill|drain|recycl|paus|shut)(?:e|s|es|ped|ed|ping|ting|ing)?\b/i,
      /\bshut ?down\b/i,
      /\bsystemctl (?:stop|restart|disable|mask)\b/i,
      /\biisreset\b/i,
      /\bscale (?:down|to)\b/i,
      /\bfail ?over\b/i,
    ],
  },
  {
    risk: 'permissions',
    words: [
      /\bpermissions?\b/i,
      /\bi?cacls\b/i,
      /\bch(?:mod|own)\b/i,
      /\btakeown\b/i,
      /\buser rights?\b/i,
      /\bgrant/i,
      /\bfull control\b/i,
      /\bSet-Acl\b/i,
      /\bservice account\b/i,
      /\bpasswords?\b/i,
      /\brole ?bindings?\b/i,
    ],
  },
  {
    risk: 'security',
    words: [
      /\b(?:disabl|turn|switch|bypass|weaken|lower)(?:e|ing)? (?:off )?(?:the )?(?:windows )?(?:firewall|anti-?virus|defender|uac|security|signing|encryption|tls|ssl|authentication|selinux|protection|virus)/i,
      /\bsetenforce 0\b/i,
      /--insecure\b/i,
      /\bskip-?(?:tls|verify)/i,
      /\bguest account\b/i,
      /\bSet-ExecutionPolicy\b/i,
      /\beveryone\b/i,
    ],
  },
];

const LANGUAGES = Object.values(RISK_WORDS);

/** A longer text is looked at this far; so much of one step can only be risky, and counts as changing files. In characters. */
const LONGEST = 50_000;

/** What the words of a text can break, in the order of the table. More is found than there is: a warning too many harms nobody. */
export function risksIn(text: string): ReadRisk[] {
  // Commands and names wrapped over lines are as risky as on one.
  const seen = text.slice(0, LONGEST).replace(/\s/g, ' ');
  const found = SIGNS.filter(
    ({ risk, words }) => words.some((word) => word.test(seen)) || LANGUAGES.some((of) => of[risk].test(seen)),
  ).map(({ risk }) => risk);
  return text.length > LONGEST && !found.includes('files') ? [...found, 'files'] : found;
}
