import sharp, { type Metadata, type Sharp } from 'sharp';
import { limits, type MediaType, type RefusalKey } from './accept.ts';
import { createTurns } from '#lib/server/turns.ts';

/** Only the decoders of what is taken, and SVG for what the hub draws itself: the others are never reached. */
sharp.block({ operation: ['VipsForeignLoad'] });
const decoders = ['Jpeg', 'Png', 'Webp', 'Svg'];
sharp.unblock({ operation: decoders.map((name) => `VipsForeignLoad${name}`) });
sharp.cache(false);

export type ImageType = Exclude<MediaType, 'application/pdf'>;

export interface PublicImage {
  bytes: Uint8Array;
  media_type: ImageType;
  width: number;
  height: number;
}

/** Seconds for one image; a decoded one may be 200 MB, so two at a time. */
const patience = 30;
const turns = createTurns(2);

const quality = 85;

async function metadataOf(bytes: Uint8Array): Promise<Metadata | null> {
  try {
    // reads the head of the file alone, so the size that it claims is judged before anything is decoded
    return await sharp(bytes, { limitInputPixels: false, animated: true }).metadata();
  } catch {
    return null;
  }
}

function refusedByHead({ width, height, pages = 1 }: Metadata): RefusalKey | null {
  if (pages > 1) return 'image_animated';
  return width * height > limits.pixels ? 'image_too_many_pixels' : null;
}

const formats: Record<ImageType, (image: Sharp) => Sharp> = {
  'image/jpeg': (image) => image.jpeg({ quality }),
  'image/png': (image) => image.png({ compressionLevel: 8 }),
  'image/webp': (image) => image.webp({ quality })
};

/** Turned as its camera meant, in the colours of the web, and nothing else of what the file said: no place, no device. */
async function encode(bytes: Uint8Array, type: ImageType): Promise<PublicImage> {
  const upright = sharp(bytes, { limitInputPixels: limits.pixels, failOn: 'error' })
    .timeout({ seconds: patience })
    .autoOrient()
    .resize({ width: limits.edge, height: limits.edge, fit: 'inside', withoutEnlargement: true });
  const { data, info } = await formats[type](upright).toBuffer({ resolveWithObject: true });
  return { bytes: data, media_type: type, width: info.width, height: info.height };
}

async function make(bytes: Uint8Array, type: ImageType): Promise<PublicImage | RefusalKey> {
  const metadata = await metadataOf(bytes);
  if (!metadata) return 'image_unreadable';
  const refused = refusedByHead(metadata);
  if (refused) return refused;
  try {
    const image = await encode(bytes, type);
    // a photograph kept as PNG can grow past the limit: as JPEG nobody sees a difference
    return image.bytes.length > limits.bytes ? await encode(bytes, 'image/jpeg') : image;
  } catch {
    return 'image_unreadable';
  }
}

/** The copy of an image that the public gets, or why there is none. */
export const publicImage = (bytes: Uint8Array, type: ImageType): Promise<PublicImage | RefusalKey> =>
  turns.run(() => make(bytes, type));
