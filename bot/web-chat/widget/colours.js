const COLOUR = /^#[0-9a-f]{6}$/i;

/** Whether a colour is written as the settings take it: `#0a57a4`. @param {string} colour */
export function isColour(colour) {
  return COLOUR.test(colour);
}

/** Black or white, whichever is easier to read on a colour; WCAG 2.2, relative luminance. @param {string} colour as {@link isColour} */
export function inkOn(colour) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
}
