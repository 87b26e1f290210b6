import { describe, expect, it } from 'vitest';
import { decodeFile } from '../../../bot/channels/decode-file.ts';

const RUSSIAN = 'Уровень\tДата и время\tИсточник\tКод события\r\nОшибка\t15.03.2024 8:11:02\tDisk\t11\r\n';
const JAPANESE = 'レベル,日付と時刻,ソース,イベント ID\r\nエラー,2024/03/15 8:22:10,Disk,11\r\n';
const GERMAN = 'Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID\r\nFehler,15.03.2024 08:11:02,Disk,11,"Überwachung"\r\n';

/** Every letter that a code page has, with its one or two bytes. */
function lettersOf(page: string): Map<string, number[]> {
  const letters = new Map<string, number[]>();
  const decoder = new TextDecoder(page);
  const take = (bytes: number[]) => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if (text.length === 1 && text !== '\ufffd' && !letters.has(text)) letters.set(text, bytes);
  };
  for (let one = 1; one < 256; one += 1) take([one]);
  for (let lead = 0x81; lead < 0xff; lead += 1) for (let trail = 0x40; trail < 0xff; trail += 1) take([lead, trail]);
  return letters;
}

function encoded(text: string, page: string): Uint8Array {
  const letters = lettersOf(page);
  return Uint8Array.from([...text].flatMap((letter) => letters.get(letter) ?? [0x3f]));
}

describe('a saved log is text', () => {
  it.each([
    ['German', GERMAN],
    ['Russian', RUSSIAN],
    ['Japanese', JAPANESE],
  ])('in UTF-16 of either order and UTF-8, with a mark and without: %s', (_language, text) => {
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const bytes of [little, big, Buffer.from(text)]) expect(decodeFile('a.csv', bytes).text).toBe(text);
    for (const marked of [Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(`\ufeff${text}`, 'utf16le').swap16()])
      expect(decodeFile('a.csv', marked).text).toBe(text);
  });

  it.each([
    ['windows-1252', GERMAN],
    ['windows-1251', RUSSIAN],
    ['ibm866', RUSSIAN],
    ['windows-1250', 'Úroveň,Datum a čas,Zdroj,ID události\r\nChyba,15.03.2024 8:02,Disk,11\r\n'],
    ['shift_jis', JAPANESE],
    ['gb18030', '级别,日期和时间,来源,事件 ID\r\n错误,2024/3/15 8:02,Disk,11\r\n'],
    ['euc-kr', '수준,날짜 및 시간,원본,이벤트 ID\r\n오류,2024-03-15,Disk,11\r\n'],
  ])('in %s, told by the labels', (page, text) => {
    expect(decodeFile('a.csv', encoded(text, page)).text).toBe(text);
  });

  it('in the code page of western Europe where no label tells', () => {
    expect(decodeFile('a.txt', encoded('Größe: übel', 'windows-1252')).text).toBe('Größe: übel');
  });
});

it.each([
  ['an archive', [0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3, 4]],
  ['a binary log', [...Buffer.from('ElfFile\0'), 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0]],
  ['numbers of two bytes', [1, 0, 2, 0, 3, 0, 4, 0]],
])('%s stays bytes', (_kind, bytes) => expect(decodeFile('a', Uint8Array.from(bytes)).text).toBeUndefined());
