import sharp from 'sharp';

const side = 140;
const probe = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="${side}" height="${side}" fill="#fff"/><text x="20" y="110" font-size="100" font-family="sans-serif">一</text></svg>`;

/**
 * Whether this machine can draw Chinese. 一 is one stroke, as wide as a character: where no font has it, the box that
 * stands in its place is as high as a letter, and where there is no font at all, a small one.
 */
export async function drawsChinese(): Promise<boolean> {
  const { data, info } = await sharp(Buffer.from(probe))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const inked = (index: number) => (data[index * info.channels] ?? 255) < 128;
  const lines = Array.from({ length: side }, (_, i) => i);
  const high = lines.filter((y) => lines.some((x) => inked(y * info.width + x))).length;
  const wide = lines.filter((x) => lines.some((y) => inked(y * info.width + x))).length;
  return high > 0 && high < 40 && wide > 60;
}
