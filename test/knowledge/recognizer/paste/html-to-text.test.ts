import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../../../knowledge/recognizer/paste/html-to-text.ts';

describe('HTML is read as somebody would read it', () => {
  it.each([
    ['paragraphs are lines', '<p>a</p><p>b</p>', 'a\nb'],
    ['line breaks are lines', 'a<br>b<br/>c', 'a\nb\nc'],
    ['a paragraph of a hard blank is an empty line', '<p>a</p><p>&nbsp;</p><p>b</p>', 'a\n\nb'],
    ['blanks are folded', '<p>a \n  b</p>', 'a b'],
    ['formatting leaves no trace', '<p>Event <b>ID</b>: <i>4116</i></p>', 'Event ID: 4116'],
    ['lists are lines', '<ul><li>a</li><li>b</li></ul>', 'a\nb'],
    ['entities are characters', 'a &lt;b&gt; &amp; &quot;c&quot; &#228; &#x1F600;', 'a <b> & "c" ä 😀'],
    ['pre keeps its blanks and lines', '<pre>a  b\n  c</pre>', 'a  b\n  c'],
    [
      'a code block of Teams keeps its blanks',
      '<codeblock class="Sql"><code>a   b<br>c</code></codeblock>',
      'a   b\nc',
    ],
    [
      'cells of a row stand in one line',
      '<table><tr><th>ID</th><th>Source</th></tr><tr><td>4116</td><td>IMC</td></tr></table>',
      'ID\tSource\n4116\tIMC',
    ],
    ['an empty cell keeps its place', '<table><tr><td>a</td><td></td><td>c</td></tr></table>', 'a\t\tc'],
    ['lines within a cell become one', '<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>', 'a b\tc'],
    ['a table of one cell is layout', '<table><tr><td>a<br>b</td></tr></table>', 'a\nb'],
    [
      'head, style and script are not shown',
      '<html><head><title>x</title><style>p{}</style></head><body>a<script>b</script></body></html>',
      'a',
    ],
    ['what Word writes for itself is not shown', '<!--[if gte mso 9]><xml>x</xml><![endif]--><p>a</p>', 'a'],
    [
      'a mention is marked for the channel',
      '<span itemtype="http://schema.skype.com/Mention" itemscope itemid="0">Ada</span> hi',
      '<at>Ada</at> hi',
    ],
    ['a mention that is a tag already stays one', '<at id="0">Ada</at> hi', '<at>Ada</at> hi'],
    [
      'a span within a mention does not end it',
      '<span itemtype="http://schema.skype.com/Mention"><span>A</span>da</span>',
      '<at>Ada</at>',
    ],
  ])('%s', (_what, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });
});

describe('HTML that is no HTML', () => {
  it.each([
    ['nothing', '', ''],
    ['plain text', 'a < b and c > d', 'a < b and c > d'],
    ['end tags that nothing opened', '</p></table></span></pre>a', 'a'],
    ['a row without a table', '<tr><td>a</td><td>b</td></tr>', 'a\tb'],
    ['tags that never end', '<p>a<table><tr><td>b<td>c', 'a\nb\tc'],
    ['an unknown entity', '&unknown; &', '&unknown; &'],
  ])('%s', (_what, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });
  it('whatever it is, a text comes out', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<table>',
      '<tr>',
      '<td>',
      '</table>',
      '<pre>',
      '</pre>',
      '<style>',
      '<br>',
      '&nbsp;',
      '&#0;',
      '&#x110000;',
      '<',
      '>',
      '"',
      'a',
      ' ',
      '\n',
      '<span itemtype="x/Mention">',
      '</span>',
      '<!--',
      '-->',
      '<![CDATA[',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(typeof htmlToText(pieces.join(''))).toBe('string');
      }),
      { numRuns: 500 },
    );
  });
  it.each([
    '<td>',
    '<table><tr><td>',
    '</table>',
    '<pre>',
    '<span>',
    '</span>',
    '<blockquote>',
    '&lt',
    '<!--',
    '<a href="',
  ])('very many of %s are read', (piece) => {
    expect(typeof htmlToText(piece.repeat(Math.ceil(600_000 / piece.length)))).toBe('string');
  });
});
