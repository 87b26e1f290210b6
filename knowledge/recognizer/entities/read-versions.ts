const LONGEST_LINE = 2000;

// Builds of server and connector (KB Q158530, Q257618), by their first number.
const BUILDS = new Map<string, string>([
  ...['837', '838', '993', '994', '995', '996'].map((build) => [build, '4.0'] as const),
  ...['1457', '1458', '1460'].map((build) => [build, '5.0'] as const),
  ...['1960', '2232', '2448', '2650', '2651', '2652', '2653', '2654', '2655', '2656'].map(
    (build) => [build, '5.5'] as const,
  ),
]);

const NAMED =
  /\b(?:exchange|exch|ex|xch|e2k)(?: server)?(?: version| v\.?)? ?(4\.0a?|5\.0|5\.5|4|5|2000|2003|2007|2010|2013|2016|2019|online|365)(?![\w])(?!\.\d)|\b(?:ims|imc|is|version|v) ?(4\.0a?|5\.0|5\.5)(?![\w])(?!\.\d)|\b(5\.5|5\.0|4\.0)(?: ?(?:sp ?\d|service pack|enterprise|standard))/gi;
const BUILD =
  /\b(?:5\.[05]\.|4\.0\.)?(837|838|99[3-6]|1457|1458|1460|1960|2232|2448|265\d)\.\d{1,2}\b|\bbuild:? ?(837|838|99[3-6]|1457|1458|1460|1960|2232|2448|265\d)\b/gi;

/** The Exchange versions that sentences name, in words or by build: `4.0`, `5.0`, `5.5`, `2000` …; each once, in order. */
export function readVersions(lines: readonly { text: string }[]): string[] {
  const found = lines.flatMap(({ text }) => {
    const line = text.slice(0, LONGEST_LINE);
    const named = [...line.matchAll(NAMED)].flatMap((match) => {
      // "Windows NT 4.0 SP6" is no Exchange version.
      const nt = /\b(?:nt|windows|win)(?: ?server)?\s*$/i.test(line.slice(Math.max(0, match.index - 16), match.index));
      return nt ? [] : [usual(match[1] ?? match[2] ?? match[3] ?? '')];
    });
    const built = [...line.matchAll(BUILD)].flatMap((match) => BUILDS.get(match[1] ?? match[2] ?? '') ?? []);
    return [...named, ...built];
  });
  return [...new Set(found)];
}

function usual(written: string): string {
  const version = written.toLowerCase();
  if (version === '4' || version === '4.0a') return '4.0';
  return version === '5' ? '5.0' : version;
}
